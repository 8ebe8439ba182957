import { describe, expect, it } from "vitest";
import { flowOf } from "./flows.testkit.js";
import { contextOf, cst, openPolicy, Play } from "./journey.testkit.js";

const flow = flowOf(
  "f",
  [
    ["t", "trigger.event", { event: "message.received", where: tier("notEqual", "核心") }],
    ["b", "branch", { cases: [{ id: "mid", label: "", where: tier("notEqual", "核心") }] }],
    ["w", "wait.duration", { duration: "P1D" }],
  ],
  ["t:out>b", "b:mid>w", "b:else>w"],
  { exitWhen: [{ on: "order.paid", where: tier("notEqual", "核心"), reason: "bought" }] },
);

function tier(operator: string, value: string) {
  return { all: [{ fact: "customer", path: "$.tier", operator, value }] };
}

const sawOf = (traceValues: boolean) => {
  const play = new Play(
    contextOf({ flows: [flow], settings: { ...openPolicy(), traceValues } }),
    cst("2026-03-02 10:00"),
  );
  play.event("message.received");
  play.event("order.paid", { orderId: "o", amount: 100 });
  const told = ["entered", "left", "exited"] as const;
  return told.flatMap((what) => play.trace(what).filter(({ nodeId }) => nodeId !== "t" || what === "entered"));
};

describe("the values that decisions read", () => {
  it("stand in the trace of each of them", () => {
    expect(sawOf(true).map(({ detail }) => "saw" in (detail ?? {}))).toEqual([true, true, true]);
  });

  it("are left out where the brand does not want them kept, and decide all the same", () => {
    const lines = sawOf(false);
    expect(lines.map(({ what, nodeId, port }) => [what, nodeId, port])).toEqual(
      sawOf(true).map(({ what, nodeId, port }) => [what, nodeId, port]),
    );
    expect(lines.filter(({ detail }) => "saw" in (detail ?? {}))).toEqual([]);
  });
});
