import type { Where } from "@sopflow/schemas";
import fc from "fast-check";

/** A condition made dangerous in one of the ways that validation forbids, by the name of the trap. */
export interface DangerousShape {
  readonly row: string;
  readonly condition: unknown;
}

const leaf = { fact: "customer", path: "$.a", operator: "equal", value: 1 };

function deep(levels: number): unknown {
  let condition: unknown = leaf;
  for (let i = 0; i < levels; i++) condition = { not: condition };
  return condition;
}

/** The library takes each of these, and then answers wrongly, throws in the middle of a run, or overflows the stack. */
const SHAPES: Readonly<Record<string, (where: Where) => unknown>> = {
  "an empty any": (where) => ({ all: [where, { any: [] }] }),
  "any beside all": (where) => ({ any: [leaf], all: [where] }),
  "a named condition": (where) => ({ all: [where, { condition: "me" }] }),
  "a named condition inside a not": () => ({ not: { condition: "missing" } }),
  "nesting beyond 32": () => deep(40),
  "nesting of thousands": () => deep(5_000),
  "an unknown operator": (where) => ({ all: [where, { ...leaf, operator: "nope" }] }),
  "an unknown decorator": (where) => ({ all: [where, { ...leaf, operator: "maybe:equal" }] }),
  "an unknown key": (where) => ({ all: [where, { ...leaf, priority: "7" }] }),
  "a fact without a name": (where) => ({ all: [where, { ...leaf, fact: "" }] }),
  "a path with a wildcard": (where) => ({ all: [where, { ...leaf, path: "$.items[*].p" }] }),
  "a path with a filter script": (where) => ({ all: [where, { ...leaf, path: "$[?(@.p>1)]" }] }),
  "a path that calls": (where) => ({ all: [where, { ...leaf, path: "$.constructor.constructor('x')" }] }),
  "a value that is an object": (where) => ({ all: [where, { ...leaf, value: { nested: 1 } }] }),
};

export const DANGEROUS_ROWS: readonly string[] = Object.keys(SHAPES);

export const dangerousShape = (where: Where): fc.Arbitrary<DangerousShape> =>
  fc.constantFrom(...Object.entries(SHAPES)).map(([row, make]) => ({ row, condition: make(where) }));
