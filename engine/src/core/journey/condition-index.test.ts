import type { JsonObject } from "@sopflow/schemas";
import fc from "fast-check";
import { expect, test } from "vitest";
import { newCustomer } from "../profile/index.js";
import type { Context } from "./context.js";
import type { Effect } from "./effect.js";
import { flowOf, sentTask } from "./flows.testkit.js";
import type { StepInput } from "./input.js";
import { contextOf, cst } from "./journey.testkit.js";
import { applyInput, step } from "./step.js";

const T0 = cst("2026-03-02 10:00");
const H = 3_600_000;
const TAGS = ["新客", "高意向", "老客"];

const customer = (path: string, operator: string, value: string | number) => ({
  fact: "customer",
  path,
  operator,
  value,
});
const conditions = [
  ...TAGS.map((tag) => customer("$.tags", "contains", tag)),
  ...TAGS.map((tag) => customer("$.tags", "doesNotContain", tag)),
  customer("$.stage", "equal", "已承接"),
  customer("$.stage", "equal", "首单"),
  customer("$.channel", "equal", "package-card"),
  customer("$.activity.level", "equal", "d7"),
  customer("$.activity.daysSince", "greaterThanInclusive", 3),
  customer("$.suppressed", "contains", "unwell"),
];
const where = fc.array(fc.constantFrom(...conditions), { minLength: 1, maxLength: 3 });
const event = fc.constantFrom(undefined, "friend.added", "message.received", "tag.added");
/** More than are asked one by one, and so few that they are. Each tags those whom it lets in, which may be what the next one asks for. */
const triggerSets = fc.oneof(
  fc.array(fc.record({ where, event, tag: fc.constantFrom(...TAGS) }), { minLength: 1, maxLength: 5 }),
  fc.array(fc.record({ where, event, tag: fc.constantFrom(...TAGS) }), { minLength: 18, maxLength: 24 }),
  fc.array(fc.record({ where, event: fc.constant(undefined), tag: fc.constantFrom(...TAGS) }), { minLength: 9 }),
  fc.array(fc.record({ where, event: fc.constant("message.received"), tag: fc.constantFrom(...TAGS) }), {
    minLength: 9,
  }),
);
interface Trigger {
  readonly where: object[];
  readonly event: string | undefined;
  readonly tag: string;
}

const happening = fc.oneof(
  fc.constantFrom(...TAGS).map((tag) => ["tag.added", { tag }] as const),
  fc.constantFrom(...TAGS).map((tag) => ["tag.removed", { tag }] as const),
  fc.constantFrom("已承接", "首单").map((stage) => ["profile.changed", { stage }] as const),
  fc.constantFrom(["friend.added", { channel: "package-card" }] as const, ["message.received", {}] as const),
  fc.constantFrom(["complaint.opened", {}] as const, ["complaint.closed", {}] as const),
);
type History = readonly (readonly [readonly [type: string, props: JsonObject], hours: number])[];
const history: fc.Arbitrary<History> = fc.array(fc.tuple(happening, fc.integer({ min: 1, max: 60 })), {
  maxLength: 12,
});

/** `isPlain` says the same in a way that no index can use. */
const flowsOf = (triggers: readonly Trigger[], isPlain: boolean) =>
  triggers.map(({ where: all, event: type, tag }, i) => {
    const where = isPlain ? { all: all.map((leaf) => ({ any: [leaf] })) } : { all };
    return flowOf(
      `f${i}`,
      [
        type === undefined ? ["t", "trigger.audience", { where }] : ["t", "trigger.event", { event: type, where }],
        ["g", "tag", { add: [tag] }],
        ["k", "task", sentTask({ purpose: "reply" })],
      ],
      ["t:out>g", "g:out>k"],
    );
  });

/** One customer's life; `apply` works on copies of the document, or in place. */
function live(context: Context, happenings: History, apply: typeof step) {
  let customer = newCustomer("c1", 0, T0);
  const effects: Effect[] = [];
  let wakeAt: number | null = null;
  const take = (input: StepInput) => {
    const result = apply(customer, input, context);
    effects.push(...result.effects);
    customer = result.customer;
    wakeAt = result.wakeAt;
  };
  let now = T0;
  const passTo = (at: number) => {
    for (; wakeAt !== null && wakeAt <= at; ) take({ kind: "tick", id: "tick", seq: 0, at: wakeAt, now: wakeAt });
    now = at;
  };
  for (const [i, [[type, props], hours]] of happenings.entries()) {
    passTo(now + hours * H);
    const times = { at: now, received: now, now };
    take({ kind: "event", id: `e${i}`, seq: i + 1, type, source: "test", ...times, props });
  }
  passTo(now + 20 * 24 * H);
  return { customer, effects };
}

test("(property) of few triggers and of many those are asked that may have changed, and the outcome is as if all were", () => {
  fc.assert(
    fc.property(triggerSets, history, (triggers, happenings) => {
      const indexed = contextOf({ flows: flowsOf(triggers, false) });
      const plain = live(contextOf({ flows: flowsOf(triggers, true) }), happenings, step);
      expect(live(indexed, happenings, step)).toEqual(plain);
      expect(live(indexed, happenings, applyInput)).toEqual(plain);
    }),
    { numRuns: 60 },
  );
});
