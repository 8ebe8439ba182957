import type { Flow } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { checkAcrossFlows } from "./find-instant-cycles.js";
import { compiled, flowOf } from "./flow.testkit.js";
import { parseFlow } from "./parse-flow.js";

type Node = Parameters<typeof flowOf>[0][number];
const TAGGED = (tag: string): Node => [
  "t",
  "trigger.event",
  { event: "tag.added", where: { all: [{ fact: "event", path: "$.props.tag", operator: "equal", value: tag }] } },
];

function flow(id: string, trigger: Node, node: Node, reentry: unknown = "after_exit"): Flow {
  const file = flowOf([trigger, node], [["t", "out", node[0]]], { reentry }, { id });
  const parsed = parseFlow(file).flow;
  if (!parsed) throw new Error(JSON.stringify(parseFlow(file).diagnostics));
  return parsed;
}
const check = (mine: Flow, ...others: Flow[]) =>
  checkAcrossFlows(
    mine,
    others.map((other) => compiled(other).plan),
  ).map((d) => [d.code, d.nodeId, d.message.en]);

const ORDER: Node = ["t", "trigger.event", { event: "order.paid" }];
const adds = (tag: string): Node => ["n", "tag", { add: [tag] }];
const starts = (flowId: string): Node => ["n", "flow.start", { flowId }];

describe("checkAcrossFlows refuses (flow.instant_cycle_across)", () => {
  it("two flows that enter each other by the tags they add", () => {
    const [found, ...more] = check(flow("a", TAGGED("x"), adds("y")), flow("b", TAGGED("y"), adds("x")));
    expect(found?.slice(0, 2)).toEqual(["flow.instant_cycle_across", "t"]);
    expect(found?.[2]).toContain("a/t → a/n → b/t → b/n");
    expect(more).toEqual([]);
  });

  it("flows that start each other, over several", () => {
    const others = [flow("b", ORDER, starts("c")), flow("c", ORDER, starts("a"))];
    expect(check(flow("a", ORDER, starts("b")), ...others)).toHaveLength(1);
  });

  it("a flow that enters itself by its own event", () => {
    const changed: Node = ["t", "trigger.event", { event: "profile.changed" }];
    expect(check(flow("a", changed, ["n", "profile.set", { set: { stage: "s" } }]))).toHaveLength(1);
  });

  it("waits that answer each other in loops", () => {
    const loop = (id: string, hears: string, tag: string) => {
      const on = [{ id: "m", event: hears }];
      const file = flowOf(
        [ORDER, ["w", "wait.event", { on, timeout: "P1D" }], ["n", "tag", { [tag]: ["x"] }]],
        [
          ["t", "out", "w"],
          ["w", "m", "n"],
          ["n", "out", "w"],
        ],
        {},
        { id },
      );
      const parsed = parseFlow(file).flow;
      if (!parsed) throw new Error("unreadable");
      return parsed;
    };
    expect(check(loop("a", "tag.added", "remove"), loop("b", "tag.removed", "add"))).toHaveLength(1);
    expect(check(loop("a", "tag.added", "remove"), loop("b", "tag.removed", "remove"))).toEqual([]);
  });
});

describe("checkAcrossFlows takes", () => {
  it("flows that customers do not re-enter at once", () => {
    const other = flow("b", TAGGED("y"), adds("x"));
    expect(check(flow("a", TAGGED("x"), adds("y"), "never"), other)).toEqual([]);
    expect(check(flow("a", TAGGED("x"), adds("y"), { after: "P30D" }), other)).toEqual([]);
  });

  it("triggers whose condition rules the tag out", () => {
    expect(check(flow("a", TAGGED("x"), adds("y")), flow("b", TAGGED("z"), adds("x")))).toEqual([]);
  });

  it("a wait in between", () => {
    const slow: Node = ["n", "wait.duration", { duration: "P1D" }];
    const file = flowOf(
      [TAGGED("y"), slow, ["m", "tag", { add: ["x"] }]],
      [
        ["t", "out", "n"],
        ["n", "out", "m"],
      ],
      { reentry: "after_exit" },
      { id: "b" },
    );
    const other = parseFlow(file).flow;
    if (!other) throw new Error("unreadable");
    expect(check(flow("a", TAGGED("x"), adds("y")), other)).toEqual([]);
  });

  it("a knot of other flows, which is not this one's doing, and an older version of itself", () => {
    const knot = [flow("b", TAGGED("y"), adds("x")), flow("c", TAGGED("x"), adds("y"))];
    expect(check(flow("a", ORDER, adds("z")), ...knot)).toEqual([]);
    expect(check(flow("a", TAGGED("x"), adds("z")), flow("a", TAGGED("x"), adds("x")))).toEqual([]);
  });

  it("a disabled node in the way", () => {
    const off: Node = ["n", "tag", { add: ["y"] }, { disabled: true }];
    expect(check(flow("a", TAGGED("x"), off), flow("b", TAGGED("y"), adds("x")))).toEqual([]);
  });
});
