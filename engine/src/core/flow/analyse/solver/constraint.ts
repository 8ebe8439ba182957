import {
  type ConditionLeaf,
  type ConditionLiteral,
  isFactReference,
  type OperatorName,
  parseOperator,
} from "@sopflow/schemas";
import { type OperatorTest, operatorTest } from "../../../rules/operators.js";

/** How the solver reasons about an operator; each family has values that stand for all others. */
export type Family = "presence" | "equality" | "order" | "prefix" | "list" | "date" | "days" | "anniversary";

const FAMILY: Readonly<Record<OperatorName, Family>> = {
  exists: "presence",
  missing: "presence",
  equal: "equality",
  notEqual: "equality",
  in: "equality",
  notIn: "equality",
  lessThan: "order",
  lessThanInclusive: "order",
  greaterThan: "order",
  greaterThanInclusive: "order",
  startsWith: "prefix",
  contains: "list",
  doesNotContain: "list",
  containsAny: "list",
  containsAll: "list",
  before: "date",
  after: "date",
  withinDays: "days",
  olderThanDays: "days",
  inNextDays: "days",
  anniversaryInDays: "anniversary",
};

/** One comparison with a literal, apart from which fact it reads. */
export interface Comparison {
  readonly family: Family;
  readonly operator: OperatorName;
  readonly value: ConditionLiteral;
  readonly test: OperatorTest;
}

/** A comparison that must hold, or must not. */
export interface Constraint extends Comparison {
  readonly wanted: boolean;
}

/** A leaf as the solver sees it. */
export interface ReadLeaf {
  /** Which fact it reads, the same for every leaf that reads the same. */
  readonly slot: string;
  readonly fact: string;
  /** Without `$.`. */
  readonly path: string;
  /** Absent for what the solver does not look into: it only knows that the same leaf gives the same answer. */
  readonly comparison?: Comparison;
  /** The leaf says the opposite of its comparison (`not:equal`). */
  readonly inverted: boolean;
}

/** Reads a leaf; decorators other than `not`, and values taken from other facts, stay closed. */
export function readLeaf(leaf: ConditionLeaf): ReadLeaf {
  const path = (leaf.path ?? "").replace(/^\$\.?/, "");
  const { fact } = leaf;
  const slot = JSON.stringify([fact, path, leaf.params?.experiment ?? ""]);
  const parsed = parseOperator(leaf.operator);
  const closed: ReadLeaf = { slot: `closed:${JSON.stringify(leaf)}`, fact, path, inverted: false };
  if (parsed === undefined || isFactReference(leaf.value)) return closed;
  if (parsed.decorators.some((decorator) => decorator !== "not")) return closed;
  const { name } = parsed;
  if (!isPlain(name, leaf.value)) return closed;
  const value = Array.isArray(leaf.value) ? [...leaf.value] : leaf.value;
  const comparison = { family: FAMILY[name], operator: name, value, test: operatorTest({ name, decorators: [] }) };
  return { slot, fact, path, comparison, inverted: parsed.decorators.length % 2 === 1 };
}

const LIST_VALUES: ReadonlySet<OperatorName> = new Set(["in", "notIn", "containsAny", "containsAll"]);

/** Whether the value is of the form that the family's reasoning is made for. */
function isPlain(name: OperatorName, value: ConditionLiteral): boolean {
  if (LIST_VALUES.has(name)) return Array.isArray(value);
  if (Array.isArray(value)) return false;
  const family = FAMILY[name];
  if (family === "order") return typeof value === "number" || typeof value === "string";
  if (family === "prefix" || family === "date") return typeof value === "string";
  return (family !== "days" && family !== "anniversary") || typeof value === "number";
}

/** The values that a constraint leaves as the only ones; undefined when it pins nothing down. */
export function pinnedBy({ operator, wanted, value }: Constraint): readonly ConditionLiteral[] | undefined {
  if (operator === (wanted ? "equal" : "notEqual")) return [value];
  return operator === (wanted ? "in" : "notIn") && Array.isArray(value) ? value : undefined;
}
