import { describe, expect, test, vi } from "vitest";
import { type CompiledFlow, compileFlow } from "../core/flow/index.js";
import { flowOf, sentTask } from "../core/journey/flows.testkit.js";
import { TEMPLATE_GALLERY } from "../core/library/index.js";
import { OPERATOR_TESTS } from "../core/rules/index.js";
import { gateFlow } from "./flow-gate.js";

const MOMENT = { at: Date.UTC(2026, 4, 20, 4), zone: "Asia/Shanghai" };
/** Set by a test: the engine's index gives rules in the wrong order. */
const order = vi.hoisted(() => ({ isWrong: false }));

vi.mock("../core/rules/index.js", async (load) => {
  const actual = await load<typeof import("../core/rules/index.js")>();
  return {
    ...actual,
    compileRules: (...args: Parameters<typeof actual.compileRules>) => {
      const set = actual.compileRules(...args);
      const candidates: typeof set.candidates = (facts) =>
        order.isWrong ? [...set.candidates(facts)].reverse() : set.candidates(facts);
      return { ...set, candidates };
    },
  };
});

const above = (value: number) => ({
  all: [{ fact: "customer", path: "$.orders.spend", operator: "greaterThanInclusive", value }],
});
const START = ["t", "trigger.event", { event: "friend.added" }] as const;

function compiled(file: Parameters<typeof compileFlow>[0]): CompiledFlow {
  const result = compileFlow(file, { version: 1 });
  if (!result.compiled) throw new Error(JSON.stringify(result.diagnostics));
  return result.compiled;
}

/** With an operator of ours that is off by one. */
async function withFault(flow: CompiledFlow) {
  const fault = vi.spyOn(OPERATOR_TESTS, "greaterThanInclusive").mockImplementation((a, b) => Number(a) > Number(b));
  try {
    return (await gateFlow(flow, MOMENT)).map(({ rule, problem }) => [rule, problem]);
  } finally {
    fault.mockRestore();
  }
}

const branches = compiled(
  flowOf(
    "f",
    [
      START,
      [
        "b",
        "branch",
        {
          cases: [
            { id: "much", label: "多", where: above(100_000) },
            { id: "some", label: "有", where: above(1) },
          ],
        },
      ],
      ["k", "task", sentTask()],
    ],
    ["t:out>b", "b:much>k", "b:some>k", "b:else>k"],
  ),
);

describe("the publish gate of a flow", () => {
  test.each(TEMPLATE_GALLERY.map(({ file }) => [file.id, file] as const))(
    "lets the template %s pass",
    async (_, file) => {
      expect(await gateFlow(compiled(file), MOMENT)).toEqual([]);
    },
  );

  test("asks the conditions of tasks and of their scripts, which are no rules", async () => {
    const task = sentTask({
      where: above(5),
      script: undefined,
      scripts: [{ id: "rich", where: above(9), text: "您好" }],
    });
    const flow = compiled(flowOf("f", [START, ["k", "task", task]], ["t:out>k"]));
    expect(await gateFlow(flow, MOMENT)).toEqual([]);
    expect(await withFault(flow)).toEqual([
      ["f@1/k/where", "closure_differs"],
      ["f@1/k/where", "index_differs"],
      ["f@1/k/script:rich", "closure_differs"],
      ["f@1/k/script:rich", "index_differs"],
    ]);
  });

  test("asks the conditions of a campaign's slots", async () => {
    const slot = { id: "s", title: "开场", script: "您好", day: 1, time: "10:00", where: above(7) };
    const data = { day1: "entry", slots: [slot], contacts: "exempt" };
    const flow = compiled(flowOf("f", [START, ["c", "campaign.rhythm", data]], ["t:out>c"]));
    expect((await withFault(flow)).map(([rule]) => rule)).toContain("f@1/c/slot:s/where");
  });

  test("runs the rules together, and the one that wins must be the one that the engine takes", async () => {
    expect(await gateFlow(branches, MOMENT)).toEqual([]);
    order.isWrong = true;
    try {
      const [difference] = await gateFlow(branches, MOMENT);
      expect(difference).toMatchObject({ rule: "f@1/b/much", problem: "set_differs" });
      expect(difference?.message).toContain("json-rules-engine takes f@1/b/much, f@1/b/some, f@1/b/else");
    } finally {
      order.isWrong = false;
    }
  });

  test("refuses two rules of one priority at one place", async () => {
    const rules = branches.rules.map((rule) => ({ ...rule, priority: 1 }));
    const found = (await gateFlow({ ...branches, rules }, MOMENT)).filter((one) => one.problem === "priority_shared");
    expect(found.map(({ rule }) => rule)).toEqual(["f@1/b/some", "f@1/b/else"]);
  });

  test("takes a flow of very many rules, and holds nobody up", async () => {
    const cases = Array.from({ length: 30 }, (_, i) => ({ id: `c${i}`, label: `${i}`, where: above(i + 1) }));
    const nodes = Array.from({ length: 12 }, (_, i) => [`b${i}`, "branch", { cases }] as const);
    const edges = nodes.slice(1).map(([id], i) => `b${i}:else>${id}` as const);
    const many = compiled(flowOf("f", [START, ...nodes], ["t:out>b0", ...edges]));
    expect(many.rules.length).toBeGreaterThan(350);
    // Whoever else works in this process has its turns meanwhile.
    let turns = 0;
    let isDone = false;
    const others = (): void => {
      turns += 1;
      if (!isDone) setImmediate(others);
    };
    others();
    expect(await gateFlow(many, MOMENT)).toEqual([]);
    isDone = true;
    expect(turns).toBeGreaterThan(350);
  });
});
