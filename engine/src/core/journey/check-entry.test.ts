import type { Customer } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkEntry, type PastEvent } from "./check-entry.js";
import type { Context } from "./context.js";
import { flowOf } from "./flows.testkit.js";
import { contextOf, cst, Play } from "./journey.testkit.js";
import { EVENTS, randomFlows, toFlowFile } from "./random-flow.testkit.js";

const T0 = cst("2026-03-02 10:00");
const MINUTE = 60_000;

function check(context: Context, customer: Customer, flowId: string, at: number, events: readonly PastEvent[] = []) {
  const flow = context.flows.get(flowId);
  if (!flow) throw new Error("no such flow");
  return checkEntry(customer, flow, context, at, (type) => events.find((event) => event.type === type));
}

const refusals = (found: ReturnType<typeof check>) => found.gates.flatMap(({ reason }) => reason ?? []);

describe("why somebody has not entered", () => {
  const acts = fc.array(fc.record({ after: fc.constantFrom(0, 5, 30), type: fc.constantFrom(...EVENTS) }), {
    maxLength: 10,
  });

  it("(property) says of an event that comes now what the engine then does", () => {
    fc.assert(
      fc.property(randomFlows, acts, (flows, drawn) => {
        const play = new Play(contextOf({ flows: flows.map(toFlowFile) }), T0);
        for (const [i, { after, type }] of drawn.entries()) {
          play.pass(play.now + after * MINUTE);
          const event = { id: `e${i}`, type, at: play.now, props: {} };
          const expected = flows.flatMap(({ id, trigger }) => {
            // The event may end what keeps the customer out.
            const isInside = play.customer.enrollments.some((e) => e.flowId === id && e.state === "active");
            if (isInside || trigger.event !== type) return [];
            const { gates, triggers } = check(play.context, play.customer, id, play.now, [event]);
            const enters = gates.every(({ reason }) => reason === undefined) && triggers.some(({ holds }) => holds);
            return [{ id, enters }];
          });
          const effects = play.event(type, {}, { id: event.id });
          for (const { id, enters } of expected) {
            const entered = effects.some((e) => e.kind === "trace" && e.what === "entered" && e.flowId === id);
            expect(entered).toBe(enters);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  const flow = flowOf(
    "f",
    [
      [
        "t",
        "trigger.event",
        {
          event: "order.paid",
          maxAge: "P1D",
          where: { all: [{ fact: "event", path: "$.props.amount", operator: "greaterThan", value: 100 }] },
        },
      ],
      ["w", "wait.duration", { duration: "P1D" }],
    ],
    ["t:out>w"],
    { reentry: "never" },
  );

  it("names every gate that is shut, not just the first", () => {
    const context = contextOf({ flows: [flow], states: { f: "paused" } });
    const play = new Play(contextOf({ flows: [flow] }), T0);
    play.event("order.paid", { orderId: "o", amount: 500 });
    expect(refusals(check(context, play.customer, "f", play.now))).toEqual(["flow_paused", "active", "reentry_never"]);
    expect(play.standing).toEqual(["w"]);
  });

  it("tells an event that never came from one that did not match, and from one that is too old", () => {
    const context = contextOf({ flows: [flow] });
    const { customer } = new Play(context, T0);
    const paid = (amount: number) => [{ id: "e", type: "order.paid", at: T0, props: { orderId: "o", amount } }];
    const [never] = check(context, customer, "f", T0).triggers;
    expect(never).toMatchObject({ holds: false, waits: "event_missing", event: { type: "order.paid" } });
    const [cheap] = check(context, customer, "f", T0, paid(50)).triggers;
    expect(cheap).toMatchObject({ holds: false, seen: { saw: { "event.props.amount": 50 } }, event: { lastAt: T0 } });
    const [old] = check(context, customer, "f", T0 + 2 * 24 * 60 * MINUTE, paid(500)).triggers;
    expect(old).toMatchObject({ holds: true, waits: "too_old" });
  });

  it("says when only who starts to match enters, when a schedule asks next, and what begins by hand", () => {
    const where = { all: [{ fact: "customer", path: "$.tags", operator: "contains", value: "vip" }] };
    const flows = [
      flowOf(
        "a",
        [
          ["t", "trigger.audience", { where }],
          ["w", "wait.duration", { duration: "P1D" }],
        ],
        ["t:out>w"],
      ),
      flowOf(
        "s",
        [
          ["t", "trigger.schedule", { cron: "0 9 * * *", audience: where }],
          ["w", "wait.duration", { duration: "P1D" }],
        ],
        ["t:out>w"],
      ),
      flowOf(
        "m",
        [
          ["t", "trigger.manual", {}],
          ["w", "wait.duration", { duration: "P1D" }],
        ],
        ["t:out>w"],
      ),
    ];
    const context = contextOf({ flows });
    const play = new Play(context, T0);
    play.customer.tags = ["vip"];
    play.published("a");
    const first = (id: string) => check(context, play.customer, id, T0).triggers[0];
    expect(first("a")).toMatchObject({ holds: true, waits: "matched_before" });
    expect(first("s")).toMatchObject({ holds: true, waits: "at_time", nextAt: cst("2026-03-03 09:00") });
    expect(first("m")).toMatchObject({ holds: true, waits: "by_hand" });
  });
});
