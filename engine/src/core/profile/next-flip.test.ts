import { type Condition, type ConditionLeaf, FACTS, type Where } from "@sopflow/schemas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileCondition } from "../rules/index.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../time/index.js";
import { customerFacts } from "./customer-facts.js";
import { nextFlip } from "./next-flip.js";
import { nowFacts } from "./now-facts.js";
import { applyAll, makeEvent, START, someone, ZONE } from "./profile.testkit.js";
import { timedFact } from "./timed-facts.js";

const NEW_YORK = "America/New_York";

const truthAt = (where: Where, customer: ReturnType<typeof someone>, at: number, zone: string, more = {}) =>
  compileCondition(where)({
    customer: customerFacts(customer, at, zone),
    now: nowFacts(at, zone),
    bucket: () => 0,
    at,
    zone,
    ...more,
  });

const leaf = (fact: string, path: string, operator: string, value: ConditionLeaf["value"]): Where => ({
  all: [{ fact, path, operator, value }],
});

/** A customer with something of everything that time moves. */
function busyCustomer(days: readonly number[]) {
  const customer = someone();
  const lines = [{ sku: "A", quantity: 1 }];
  applyAll(
    customer,
    days.flatMap((day, i) => [
      makeEvent("order.paid", day, { orderId: `o${i}`, amount: 1_000 * (i + 1), lines }),
      makeEvent("task.completed", day + 0.3, i % 2 === 0 ? { intent: "not_needed" } : {}),
    ]),
  );
  customer.contacts = days.map((day, i) => ({
    taskId: `t${i}`,
    at: START + day * DAY_MS + i * HOUR_MS,
    purpose: i % 2 === 0 ? "marketing" : "service",
    channel: "chat",
  }));
  customer.attributes = { birthday: "1990-02-28", talkAt: "2026-06-20T10:30:00+08:00" };
  return customer;
}

describe("the next flip of a condition", () => {
  it("is the midnight at which the days since activity pass the threshold", () => {
    const customer = busyCustomer([0.5]);
    const flip = nextFlip(
      leaf("customer", "$.activity.daysSince", "greaterThanInclusive", 7),
      customer,
      START + DAY_MS,
      ZONE,
    );
    expect(flip).toBe(START + 7 * DAY_MS);
    const past = nextFlip(leaf("customer", "$.activity.daysSince", "lessThan", 3), customer, START + 5 * DAY_MS, ZONE);
    expect(past).toBeUndefined();
  });

  it("is three o'clock in the morning for the activity level", () => {
    const customer = busyCustomer([0.5]);
    const flip = nextFlip(leaf("customer", "$.activity.level", "equal", "d14"), customer, START + DAY_MS, ZONE);
    expect(flip).toBe(START + 8 * DAY_MS + 3 * HOUR_MS);
  });

  it("is the moment at which an order leaves its window, sharp", () => {
    const customer = busyCustomer([0.5, 3]);
    const where = leaf("customer", "$.orders.d30.count", "lessThan", 2);
    const flip = nextFlip(where, customer, START + 4 * DAY_MS, ZONE);
    expect(flip).toBe(START + 30.5 * DAY_MS);
    expect(truthAt(where, customer, (flip ?? 0) - 1, ZONE)).toBe(false);
    expect(truthAt(where, customer, flip ?? 0, ZONE)).toBe(true);
  });

  it("is none where a part that time cannot change settles the answer", () => {
    const customer = busyCustomer([0.5]);
    const timed: Condition = { fact: "customer", path: "$.activity.daysSince", operator: "greaterThan", value: 7 };
    const never: Condition = { fact: "customer", path: "$.stage", operator: "equal", value: "x" };
    const at = START + DAY_MS;
    expect(nextFlip({ all: [timed, never] }, customer, at, ZONE)).toBeUndefined();
    expect(nextFlip({ any: [timed, { not: never }] }, customer, at, ZONE)).toBeUndefined();
    expect(nextFlip({ any: [timed, never] }, customer, at, ZONE)).toBe(START + 8 * DAY_MS);
  });

  it("settles nothing by a fact that is not at hand", () => {
    const customer = busyCustomer([0.5]);
    const where: Where = {
      all: [
        { fact: "customer", path: "$.activity.daysSince", operator: "greaterThan", value: 7 },
        { fact: "bucket", operator: "greaterThan", value: 5_000 },
      ],
    };
    expect(nextFlip(where, customer, START + DAY_MS, ZONE)).toBe(START + 8 * DAY_MS);
    expect(nextFlip(where, customer, START + DAY_MS, ZONE, { bucket: () => 0 })).toBeUndefined();
  });

  it("reads an enrollment where there is one, and is the next midnight where there is none", () => {
    const customer = busyCustomer([0.5]);
    const where = leaf("enrollment", "$.enteredAt", "olderThanDays", 3);
    const at = START + HOUR_MS;
    expect(nextFlip(where, customer, at, ZONE)).toBe(START + DAY_MS);
    expect(nextFlip(where, customer, at, ZONE, { enrollment: { enteredAt: START } })).toBe(START + 4 * DAY_MS);
  });

  it("knows every fact that the catalogue calls timed", () => {
    for (const info of FACTS.filter(({ timed }) => timed)) {
      expect(timedFact(info.fact, `$.${info.path.replace("*", "A")}`), info.path).toBeDefined();
    }
  });

  it("(property) is never too late: until then the answer stays", () => {
    const number = (path: string, max: number, fact = "customer") =>
      fc
        .tuple(
          fc.constantFrom("equal", "notEqual", "lessThan", "greaterThanInclusive", "not:greaterThan", "swap:lessThan"),
          fc.integer({ min: -3, max }),
        )
        .map(([operator, value]): Condition => ({ fact, path, operator, value }));
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`);
    const date = fc.constantFrom<[string, string]>(
      ["customer", "$.attributes.birthday"],
      ["customer", "$.attributes.talkAt"],
      ["customer", "$.orders.lastAt"],
      ["customer", "$.replenish.dueAt"],
    );
    const leaves: fc.Arbitrary<Condition> = fc.oneof(
      number("$.activity.daysSince", 40),
      number("$.replenish.daysLeft", 40),
      number("$.replenish.items.A.daysLeft", 40),
      number("$.orders.d30.count", 4),
      number("$.orders.d90.spend", 5_000),
      number("$.contacts.last7d", 3),
      number("$.contacts.byPurpose.service.last30d", 3),
      number("$.weekday", 7, "now"),
      number("$.day", 31, "now"),
      number("$.month", 12, "now"),
      fc.tuple(fc.constantFrom("equal", "in", "notIn"), fc.constantFrom("d3", "d7", "d14", "d30", "d90", "over90")).map(
        ([operator, level]): Condition => ({
          fact: "customer",
          path: "$.activity.level",
          operator,
          value: operator === "equal" ? level : [level, "d3"],
        }),
      ),
      fc.constant<Condition>({ fact: "customer", path: "$.suppressed", operator: "contains", value: "not_needed" }),
      fc.constant<Condition>({
        fact: "customer",
        path: "$.suppressed",
        operator: "containsAny",
        value: ["bought_sku"],
      }),
      fc.tuple(fc.constantFrom("lessThan", "greaterThanInclusive", "equal", "startsWith"), clock).map(
        ([operator, value]): Condition => ({
          fact: "now",
          path: "$.time",
          operator,
          value: operator === "startsWith" ? value.slice(0, 2) : value,
        }),
      ),
      fc
        .tuple(
          date,
          fc.constantFrom("withinDays", "olderThanDays", "inNextDays", "anniversaryInDays"),
          fc.integer({ min: 0, max: 60 }),
        )
        .map(([[fact, path], operator, value]): Condition => ({ fact, path, operator, value })),
      fc
        .tuple(fc.constantFrom("before", "after"), fc.constantFrom("2026-06-20", "2026-11-02T03:00:00+08:00"))
        .map(([operator, value]): Condition => ({ fact: "now", path: "$.at", operator, value })),
      fc
        .tuple(fc.constantFrom("before", "after"), date)
        .map(
          ([operator, [fact, path]]): Condition => ({ fact: "now", path: "$.date", operator, value: { fact, path } }),
        ),
      fc.constant<Condition>({
        fact: "customer",
        path: "$.attributes.talkAt",
        operator: "after",
        value: { fact: "now", path: "$.at" },
      }),
      fc.constant<Condition>({ fact: "customer", path: "$.stage", operator: "missing", value: true }),
    );
    const { where } = fc.letrec<{ where: Where; part: Condition }>((tie) => ({
      part: fc.oneof({ depthSize: "small" }, leaves, tie("where")),
      where: fc.oneof(
        { depthSize: "small" },
        leaves.map((only) => ({ all: [only] })),
        fc.array(tie("part"), { maxLength: 3 }).map((all) => ({ all })),
        fc.array(tie("part"), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
        tie("part").map((not) => ({ not })),
      ),
    }));
    const days = fc.array(
      fc.integer({ min: 0, max: 600 }).map((hours) => hours / 24),
      { maxLength: 4 },
    );
    // From June to November: New York moves its clock on 1 November 2026.
    const at = fc.integer({ min: 0, max: 160 * 24 * 60 }).map((minute) => START + minute * MINUTE_MS + 17);
    const nearClockChange = fc
      .integer({ min: 0, max: 48 * 60 })
      .map((m) => Date.parse("2026-10-31T00:00:00Z") + m * MINUTE_MS);
    fc.assert(
      fc.property(
        where,
        days,
        fc.oneof(at, nearClockChange),
        fc.constantFrom(ZONE, NEW_YORK),
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 12, maxLength: 12 }),
        (condition, orderDays, from, zone, samples) => {
          const customer = busyCustomer(orderDays);
          const flip = nextFlip(condition, customer, from, zone);
          if (flip !== undefined) expect(flip).toBeGreaterThan(from);
          const end = flip ?? from + 800 * DAY_MS;
          const truth = truthAt(condition, customer, from, zone);
          const times = samples.map((share, i) => from + (end - from) * (i % 2 === 0 ? share : share ** 4));
          for (const time of [...times.map((time) => Math.min(Math.floor(time), end - 1)), end - 1]) {
            if (truthAt(condition, customer, time, zone) !== truth) {
              throw new Error(
                `changes at ${new Date(time).toISOString()}, planned ${flip && new Date(flip).toISOString()}`,
              );
            }
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it("(property) lies where a single comparison changes", () => {
    const operators = fc.constantFrom("equal", "lessThan", "greaterThanInclusive");
    const paths = fc.constantFrom(
      "$.activity.daysSince",
      "$.replenish.daysLeft",
      "$.orders.d30.count",
      "$.contacts.last7d",
    );
    fc.assert(
      fc.property(
        operators,
        paths,
        fc.integer({ min: -5, max: 30 }),
        fc.integer({ min: 0, max: 60 }),
        (operator, path, value, day) => {
          const customer = busyCustomer([0.4, 2, 9]);
          const where = leaf("customer", path, operator, value);
          const at = START + day * DAY_MS;
          const flip = nextFlip(where, customer, at, ZONE);
          if (flip === undefined) return;
          expect(truthAt(where, customer, flip, ZONE)).toBe(!truthAt(where, customer, at, ZONE));
          expect(truthAt(where, customer, flip - 1, ZONE)).toBe(truthAt(where, customer, at, ZONE));
        },
      ),
    );
  });
});
