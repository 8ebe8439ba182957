import {
  type Condition,
  type ConditionLeaf,
  type ConditionLiteral,
  DECORATORS,
  OPERATORS,
  type Where,
} from "@sopflow/schemas";
import fc from "fast-check";
import { type Facts, type JsonRule, RULE_EVENTS, RULE_INPUTS } from "../core/rules/index.js";

/** One small vocabulary for rules and facts, so that they meet often enough for matches and misses alike. */
const NAMES = ["a", "b", "tags", "name", "length", "0", "type", "toString", "constructor", "__proto__"] as const;
const SCALARS: readonly (string | number | boolean | null)[] = [
  ...[0, 1, 5, 500, 1000, -1, 2.5],
  ...["", "a", "cat", "500", "1000", "600abc", "order.paid", "天"],
  ...["2026-02-28", "2024-02-29", "2026-03-01T00:00:00+08:00", "2026-02-28T15:59:59.999Z"],
  ...[true, false, null],
];
const POSITIONS = ["f@1/n1", "f@1/n2"] as const;
const EVENT_TYPES = ["order.paid", "friend.added", "a"] as const;

const scalar = fc.constantFrom(...SCALARS);
const literal: fc.Arbitrary<ConditionLiteral> = fc.oneof(
  { weight: 5, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(scalar, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.array(scalar, { minLength: 8, maxLength: 12 }) },
);
const path = fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }).map((names) => `$.${names.join(".")}`);
const place = fc.oneof(
  { weight: 6, arbitrary: fc.record({ fact: fc.constantFrom("customer", "event", "task", "now"), path }) },
  { weight: 1, arbitrary: fc.record({ fact: fc.constantFrom("customer", "tasks", "enrollment", "nobody", "at") }) },
  { weight: 1, arbitrary: fc.constant({ fact: "event", path: "$.type" }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<{ fact: string }>({ fact: "bucket" }, { fact: "position" }, { fact: "input" }),
  },
);

const ownNames = Object.entries(OPERATORS).flatMap(([name, info]) => (info.own ? [name] : []));
const libraryNames = Object.entries(OPERATORS).flatMap(([name, info]) => (info.own ? [] : [name]));
const decorated = fc
  .tuple(fc.array(fc.constantFrom(...Object.keys(DECORATORS)), { maxLength: 3 }), fc.constantFrom(...libraryNames))
  .map(([decorators, name]) => [...decorators, name].join(":"));
const operator = fc.oneof(fc.constantFrom(...libraryNames), decorated, fc.constantFrom(...ownNames));

const leaf: fc.Arbitrary<ConditionLeaf> = fc
  .tuple(place, operator, fc.oneof({ weight: 4, arbitrary: literal }, { weight: 1, arbitrary: place }), fc.boolean())
  .map(([where, name, value, hasExperiment]) => ({
    ...where,
    operator: name,
    value: name === "exists" || name === "missing" ? true : value,
    ...(where.fact === "bucket" && hasExperiment && { params: { experiment: "x" } }),
  }));

/** Comparisons that the rule index reads. */
const keyLeaf: fc.Arbitrary<ConditionLeaf> = fc.oneof(
  fc.constantFrom(...POSITIONS).map((value) => ({ fact: "position", operator: "equal", value })),
  fc.constantFrom(...RULE_INPUTS).map((value) => ({ fact: "input", operator: "equal", value })),
  fc.constantFrom(...EVENT_TYPES).map((value) => ({ fact: "event", path: "$.type", operator: "equal", value })),
);

const { where } = fc.letrec<{ where: Where; condition: Condition }>((tie) => ({
  condition: fc.oneof({ maxDepth: 3, depthIdentifier: "rule" }, leaf, tie("where")),
  where: fc.oneof(
    { depthIdentifier: "rule" },
    fc.array(tie("condition"), { maxLength: 6 }).map((all) => ({ all })),
    fc.array(tie("condition"), { minLength: 1, maxLength: 6 }).map((any) => ({ any })),
    tie("condition").map((not) => ({ not })),
  ),
}));

const conditions = fc.oneof(
  { weight: 2, arbitrary: where },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.array(keyLeaf, { minLength: 1, maxLength: 3 }), fc.array(fc.oneof(leaf, where), { maxLength: 2 }))
      .map(([keys, rest]): Where => ({ all: [...keys, ...rest] })),
  },
  { weight: 1, arbitrary: leaf.map((one): Where => ({ all: [one] })) },
);

/** Rules with names of their own; priorities repeat now and then. */
export const rulesArbitrary: fc.Arbitrary<JsonRule[]> = fc
  .array(fc.record({ conditions, priority: fc.integer({ min: 1, max: 9 }), type: fc.constantFrom(...RULE_EVENTS) }), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) =>
    parts.map(({ type, ...rest }, i) => ({ name: `r${i}`, ...rest, event: { type, params: {} } }) satisfies JsonRule),
  );

/** What no sane event holds, and JSON can, and then what only a fault could bring. */
const weird: readonly unknown[] = [
  ...[undefined, Number.NaN, Number.POSITIVE_INFINITY, -0, 1e21, 600n, new Date(0)],
  ...[[600], [[1]], [null], [undefined], {}, { length: 3 }, { toString: 1, valueOf: 1 }, { toString: "a" }],
  ...[Object.create(null), [Object.create(null)], Date.UTC(2026, 1, 28), Date.UTC(2026, 2, 1), 8.64e15 + 1],
];
const value: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    { weight: 5, arbitrary: scalar },
    { weight: 1, arbitrary: fc.constantFrom(...weird) },
    { weight: 2, arbitrary: fc.array(tie("value"), { maxLength: 4 }) },
    { weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...NAMES.slice(0, 8)), tie("value"), { maxKeys: 6 }) },
  ),
})).value;

const event = fc.oneof(
  value,
  fc.tuple(fc.constantFrom(...EVENT_TYPES), fc.dictionary(fc.constantFrom("a", "b"), value)).map(([type, rest]) => ({
    ...rest,
    type,
  })),
);

export const factsArbitrary: fc.Arbitrary<Facts> = fc
  .record(
    {
      customer: value,
      now: value,
      event,
      enrollment: value,
      task: value,
      tasks: value,
      position: fc.constantFrom(...POSITIONS),
      input: fc.constantFrom(...RULE_INPUTS),
      buckets: fc.tuple(fc.constantFrom(0, 1, 5, 500, 1000), fc.constantFrom(0, 1, 5, 500, 1000)),
      at: fc.constantFrom(Date.UTC(2026, 1, 28, 4), Date.UTC(2026, 1, 28, 16), Date.UTC(2024, 1, 29)),
      zone: fc.constantFrom("Asia/Shanghai", "America/New_York"),
    },
    { requiredKeys: ["customer", "now", "buckets", "at", "zone"] },
  )
  .map(({ buckets, ...facts }) => ({ ...facts, bucket: (experiment) => buckets[experiment === undefined ? 0 : 1] }));

/** The same data behind getters of a class, as the engine hands the customer to rules. */
export function asLazy(data: object): object {
  class Lazy {}
  for (const [name, held] of Object.entries(data)) {
    Object.defineProperty(Lazy.prototype, name, { get: () => held, configurable: true });
  }
  return new Lazy();
}
