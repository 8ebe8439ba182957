import type { Condition, Where } from "@sopflow/schemas";
import fc from "fast-check";
import { compileCondition, type Facts } from "../../../rules/index.js";
import { prepareWhere } from "../../prepare-where.js";
import type { World } from "./world.js";

export const ZONE = "Asia/Shanghai";
export const WORLD: World = { zone: ZONE, event: "order.paid", exclusive: [new Set(["甲", "乙"])] };

const DATES = ["2026-03-01", "2026-03-02", "2026-03-02T00:00:00+08:00", "2026-03-01T23:59:59.999+08:00"];
const ANY = fc.constantFrom<unknown>(0, 1, 2, 1.5, "1", "1.0", "2", "", "a", "ab", "b", true, false, null, ...DATES);
const LITERAL = fc.constantFrom<string | number | boolean>(0, 1, 2, "1", "a", "ab", true, "2026-03-01");
const NUMBER = fc.constantFrom(0, 1, 2, 3, 5, 7);
const DATE = fc.constantFrom(...DATES);
const DAYS = fc.constantFrom(0, 1, 2, 7, 400);
const TAG = fc.constantFrom("甲", "乙", "丙");
const TIER = fc.constantFrom("高", "核心", "中");

const leaf = (fact: string, path: string | undefined, operator: string, value: fc.Arbitrary<unknown>) =>
  value.map((v) => ({ fact, ...(path && { path }), operator, value: v }));
const each = (fact: string, path: string | undefined, operators: string[], value: fc.Arbitrary<unknown>) =>
  fc.constantFrom(...operators).chain((operator) => leaf(fact, path, operator, value));

const ORDERINGS = ["lessThan", "lessThanInclusive", "greaterThan", "greaterThanInclusive"];
const SAME = ["equal", "notEqual", "not:equal", "not:not:notEqual"];
const TIMED = ["withinDays", "olderThanDays", "inNextDays", "anniversaryInDays"];
const PRESENCE = ["exists", "missing"];
const listOf = <T>(item: fc.Arbitrary<T>) => fc.uniqueArray(item, { minLength: 0, maxLength: 3 });

const anyLeaf = (fact: string, path: string) =>
  fc.oneof(
    each(fact, path, SAME, LITERAL),
    each(fact, path, ["in", "notIn"], listOf(LITERAL)),
    each(fact, path, ORDERINGS, NUMBER),
    each(fact, path, PRESENCE, fc.constant(true)),
    each(fact, path, ["startsWith"], fc.constantFrom("", "a", "1", "2026")),
    each(fact, path, ["before", "after"], DATE),
    each(fact, path, TIMED, DAYS),
    each(fact, path, ["contains", "doesNotContain"], LITERAL),
  );

const LEAF = fc.oneof(
  each("customer", "$.orders.count", [...ORDERINGS, "equal", "notEqual"], NUMBER),
  each("customer", "$.orders.count", ["in", "notIn"], listOf(NUMBER)),
  each("customer", "$.orders.count", PRESENCE, fc.constant(true)),
  each("customer", "$.tier", SAME, TIER),
  each("customer", "$.tier", ["in", "notIn"], listOf(TIER)),
  each("customer", "$.tags", ["contains", "doesNotContain", "someFact:equal"], TAG),
  each("customer", "$.tags", ["containsAny", "containsAll"], listOf(TAG)),
  each("customer", "$.friendSince", ["before", "after"], DATE),
  each("customer", "$.friendSince", TIMED, DAYS),
  each("customer", "$.friendSince", PRESENCE, fc.constant(true)),
  each("now", "$.weekday", [...ORDERINGS, "equal", "notEqual"], NUMBER),
  each("now", "$.time", ORDERINGS, fc.constantFrom("00:00", "09:00", "09:01", "23:59")),
  each("bucket", undefined, ORDERINGS, fc.constantFrom(0, 5_000, 9_999)),
  anyLeaf("customer", "$.attributes.x"),
  anyLeaf("event", "$.props.p"),
  leaf("customer", "$.attributes.x", "equal", fc.constant({ fact: "event", path: "$.props.p" })),
);

const { where } = fc.letrec<{ where: Condition; part: Condition }>((tie) => ({
  part: fc.oneof({ depthSize: "small", withCrossShrink: true }, LEAF as fc.Arbitrary<Condition>, tie("where")), // leaves of the schema's form
  where: fc.oneof(
    fc.array(tie("part"), { minLength: 0, maxLength: 4 }).map((all) => ({ all })),
    fc.array(tie("part"), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie("part").map((not) => ({ not })),
  ),
}));
/** Conditions over a few facts and literals that often contradict each other. */
export const WHERE = where as fc.Arbitrary<Where>; // its root is always a group

const optional = (value: fc.Arbitrary<unknown>) => fc.option(value, { nil: undefined });
const AT = Date.parse("2026-03-02T10:00:00+08:00");
const WRITTEN = fc.oneof(ANY, listOf(ANY), fc.constant(AT));

/** Facts such as the engine makes them: typed where it guarantees the type, anything where people write. */
export const FACTS: fc.Arbitrary<Facts> = fc
  .record({
    count: optional(fc.nat(8)),
    tier: optional(TIER),
    tags: fc.constantFrom([], ["甲"], ["乙"], ["丙"], ["甲", "丙"], ["丙", "乙"]),
    friendSince: optional(fc.constantFrom(AT, AT - 86_400_000, AT - 3 * 86_400_000, AT - 401 * 86_400_000)),
    x: optional(WRITTEN),
    p: optional(WRITTEN),
    weekday: fc.integer({ min: 1, max: 7 }),
    time: fc.constantFrom("00:00", "08:59", "09:00", "09:01", "12:00", "23:59"),
    bucket: fc.constantFrom(0, 1, 4_999, 5_000, 9_998, 9_999),
    at: fc.constantFrom(AT, AT + 6 * 86_400_000, AT - 400 * 86_400_000),
  })
  .map(({ count, tier, tags, friendSince, x, p, weekday, time, bucket, at }) => ({
    customer: { tier, tags, friendSince, attributes: { x }, ...(count !== undefined && { orders: { count } }) },
    event: { type: "order.paid", props: { p } },
    now: { weekday, time },
    at,
    zone: ZONE,
    bucket: () => bucket,
  }));

/** The condition as it runs. */
export const evaluatorOf = (condition: Where) => compileCondition(prepareWhere(condition, "f"));
