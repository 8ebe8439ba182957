import type { FlowFile, JsonObject } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TraceEffect } from "../core/journey/effect.js";
import { flowOf, waitingTask } from "../core/journey/flows.testkit.js";
import { contextOf, cst, Play } from "../core/journey/journey.testkit.js";
import { EVENTS, randomFlows, toFlowFile } from "../core/journey/random-flow.testkit.js";
import type { TraceRow } from "../store/index.js";
import { type DecisionExplanation, explainDecision, isDecision } from "./explain-decision.js";

const T0 = cst("2026-03-02 10:00");
const MINUTE = 60_000;

/** A trace line as the store keeps it. */
const rowOf = ({ what, at, flowId, version, enrollmentId, nodeId, port, rule, detail }: TraceEffect): TraceRow => ({
  customerId: "c1",
  ...{ what, at, flowId, version, enrollmentId, nodeId, seq: 1, ordinal: 0 },
  detail: { ...detail, ...(port !== undefined && { port }), ...(rule !== undefined && { rule }) },
});

function playOf(flows: readonly FlowFile[]) {
  const play = new Play(contextOf({ flows }), T0);
  const programs = new Map(play.context.flows.all().map(({ flowId, newest }) => [flowId, newest]));
  const explain = (trace: TraceEffect) => explainDecision(rowOf(trace), async (flowId) => programs.get(flowId));
  return { play, explain };
}

const leaves = (explanation: DecisionExplanation | undefined) =>
  explanation?.asked.map(({ port, result, rows }) => [
    port,
    result,
    ...rows.map((row) => ("leaf" in row ? [row.leaf.path, row.seen, row.result] : row.group)),
  ]);

const acts = fc.array(
  fc.record({ after: fc.constantFrom(0, 1, 5, 10, 30), type: fc.constantFrom(...EVENTS, "yes", "no") }),
  { maxLength: 12 },
);

describe("why a customer went this way", () => {
  it("(property) the recorded values give, by json-rules-engine, what the engine did", async () => {
    await fc.assert(
      fc.asyncProperty(randomFlows, acts, async (flows, drawn) => {
        const { play, explain } = playOf(flows.map(toFlowFile));
        for (const { after, type } of drawn) {
          play.pass(play.now + after * MINUTE);
          const task = play.open[0];
          if (!type.startsWith("custom.")) task && play.complete(task, type);
          else play.event(type);
        }
        for (const trace of play.trace().slice(0, 40)) {
          const explanation = await explain(trace);
          expect(explanation === undefined).toBe(!isDecision(rowOf(trace)));
          if (!explanation) continue;
          expect(explanation.agrees).toBe(true);
          if (explanation.state === "explained" && trace.what !== "exited" && trace.what !== "goal") {
            expect(explanation.asked.at(-1)?.result).toBe(true);
            expect(explanation.asked.slice(0, -1).some(({ result }) => result)).toBe(false);
          }
          if (trace.what === "left") expect(explanation.state).toBe("explained");
        }
      }),
      { numRuns: 60 },
    );
  });

  const branching = flowOf(
    "f",
    [
      [
        "t",
        "trigger.event",
        {
          event: "order.paid",
          where: { all: [{ fact: "event", path: "$.props.amount", operator: "greaterThan", value: 100 }] },
        },
      ],
      [
        "b",
        "branch",
        {
          cases: [
            {
              id: "many",
              label: "many",
              where: {
                any: [
                  { fact: "customer", path: "$.orders.count", operator: "greaterThan", value: 3 },
                  { not: { fact: "customer", path: "$.tier", operator: "notEqual", value: "高" } },
                ],
              },
            },
            {
              id: "vip",
              label: "vip",
              where: { all: [{ fact: "customer", path: "$.tags", operator: "contains", value: "vip" }] },
            },
          ],
        },
      ],
      ["w", "wait.duration", { duration: "P1D" }],
    ],
    ["t:out>b", "b:many>w", "b:vip>w", "b:else>w"],
    { exitWhen: [{ on: "message.received", reason: "talked" }] },
  );
  const pay = (play: Play, props: JsonObject = {}) => play.event("order.paid", { orderId: "o", amount: 500, ...props });

  it("shows every condition that was asked before the one that held, with what it saw", async () => {
    const { play, explain } = playOf([branching]);
    play.customer.tags = ["vip", "new"];
    pay(play);
    const [entered] = play.trace("entered");
    expect(entered && leaves(await explain(entered))).toEqual([["", true, ["$.props.amount", 500, true]]]);
    const left = play.trace("left").find(({ nodeId }) => nodeId === "b");
    expect(left && leaves(await explain(left))).toEqual([
      ["many", false, "any", ["$.orders.count", 1, false], "not", ["$.tier", "中", true]],
      ["vip", true, ["$.tags", ["vip", "new"], true]],
    ]);
  });

  it("keeps of what is too large to keep only what the comparison said", async () => {
    const { play, explain } = playOf([branching]);
    play.customer.tags = [...Array.from({ length: 200 }, (_, i) => `tag-${i}`), "vip"];
    pay(play);
    const left = play.trace("left").find(({ nodeId }) => nodeId === "b");
    expect(JSON.stringify(left?.detail).length).toBeLessThan(200);
    const explanation = left && (await explain(left));
    expect(explanation).toMatchObject({ agrees: true, state: "explained" });
    expect(explanation?.asked[1]?.rows).toEqual([
      { depth: 0, leaf: expect.objectContaining({ path: "$.tags" }), result: true, isKept: false },
    ]);
  });

  it("shows an entry what its condition saw before the customer was inside", async () => {
    const outside = { all: [{ not: { fact: "customer", path: "$.flows.active", operator: "contains", value: "g" } }] };
    const flow = flowOf(
      "g",
      [
        ["t", "trigger.event", { event: "message.received", where: outside }],
        ["w", "wait.duration", { duration: "P1D" }],
      ],
      ["t:out>w"],
    );
    const { play, explain } = playOf([flow]);
    play.event("message.received");
    const [entered] = play.trace("entered");
    expect(entered && (await explain(entered))).toMatchObject({ agrees: true, asked: [{ result: true }] });
  });

  it("explains an exit by its rule, and says so where nothing was recorded", async () => {
    const { play, explain } = playOf([branching]);
    pay(play);
    play.event("message.received");
    const [exited] = play.trace("exited");
    expect(exited && (await explain(exited))).toMatchObject({ eventType: "message.received", agrees: true });
    const [entered] = play.trace("entered");
    expect(entered && (await explain({ ...entered, detail: {} }))).toMatchObject({ state: "unrecorded" });
  });

  const tasks = (more: Record<string, unknown>) =>
    flowOf(
      "k",
      [
        ["t", "trigger.event", { event: "message.received", where: { all: [] } }],
        ["k", "task", waitingTask(["ok"], more)],
        ["w", "wait.duration", { duration: "P1D" }],
      ],
      ["t:out>k", "k:ok>w"],
    );
  const tagged = { all: [{ fact: "customer", path: "$.tags", operator: "contains", value: "vip" }] };

  it("explains a task by its own condition, whether it went out or no longer fits", async () => {
    for (const [tags, what] of [
      [["vip"], "issued"],
      [["new"], "stale"],
    ] as const) {
      const { play, explain } = playOf([tasks({ where: tagged })]);
      play.customer.tags = [...tags];
      play.event("message.received");
      const [line] = play.trace(what);
      expect(line && (await explain(line))).toMatchObject({ state: "explained", agrees: true });
      expect(line && leaves(await explain(line))).toEqual([
        ["", what === "issued", ["$.tags", [...tags], what === "issued"]],
      ]);
    }
  });

  it("explains a task that an event took back, by the condition of its cancelOn", async () => {
    const where = { all: [{ fact: "event", path: "$.props.amount", operator: "greaterThan", value: 100 }] };
    const { play, explain } = playOf([tasks({ cancelOn: [{ on: "order.paid", where, reason: "bought" }] })]);
    play.event("message.received");
    pay(play);
    const [withdrawn] = play.trace("withdrawn");
    expect(withdrawn?.detail).toMatchObject({ reason: "bought" });
    expect(withdrawn && (await explain(withdrawn))).toMatchObject({ eventType: "order.paid", agrees: true });
    expect(withdrawn && leaves(await explain(withdrawn))).toEqual([
      ["", true, "all", ["$.type", "order.paid", true], ["$.props.amount", 500, true]],
    ]);
  });

  it("explains a way that was found in a pause and taken afterwards, by what was seen then", async () => {
    const waits = flowOf(
      "p",
      [
        ["t", "trigger.event", { event: "message.received", where: { all: [] } }],
        ["e", "wait.event", { on: [{ id: "paid", label: "", event: "order.paid", where: tagged }], timeout: "P9D" }],
        ["x", "exit", { reason: "seen" }],
      ],
      ["t:out>e", "e:paid>x"],
    );
    const { play, explain } = playOf([waits]);
    play.customer.tags = ["vip"];
    play.event("message.received");
    play.context = contextOf({ flows: [waits], states: { p: "paused" } });
    pay(play);
    expect(play.trace("left").some(({ nodeId }) => nodeId === "e")).toBe(false);
    play.customer.tags = ["other"];
    const turn = { resumptions: [{ mode: "run" as const, at: play.now, pausedAt: T0 }] };
    play.context = contextOf({ flows: [waits], turns: { p: turn } });
    play.pass(play.now + MINUTE);
    const left = play.trace("left").find(({ nodeId }) => nodeId === "e");
    expect(left && leaves(await explain(left))).toEqual([
      ["paid", true, "all", ["$.type", "order.paid", true], ["$.tags", ["vip"], true]],
    ]);
  });
});
