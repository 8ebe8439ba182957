import { z } from "zod";
import { checkConditionShape } from "./condition-shape.js";

/** A value taken from another fact at evaluation; the compiler adds that it exists. */
export interface FactReference {
  fact: string;
  path?: string;
}

export type ConditionLiteral = string | number | boolean | null | (string | number | boolean | null)[];

/** One comparison, in json-rules-engine's form. `params` is allowed on `bucket` only: `{experiment}`. */
export interface ConditionLeaf {
  fact: string;
  path?: string;
  operator: string;
  value: ConditionLiteral | FactReference;
  params?: { experiment: string };
}

export interface AllCondition {
  all: Condition[];
}
export interface AnyCondition {
  any: Condition[];
}
export interface NotCondition {
  not: Condition;
}

/** json-rules-engine conditions, narrowed: exactly one of all / any / not per object, no named conditions. */
export type Condition = AllCondition | AnyCondition | NotCondition | ConditionLeaf;

/** What a `where` holds: a group at the root. Empty `all` is true. */
export type Where = AllCondition | AnyCondition | NotCondition;

/** Deepest nesting of all / any / not that is accepted (FLOW-FORMAT §2). */
export const MAX_CONDITION_DEPTH = 32;

/**
 * A condition's shape. Facts, paths and value types are checked by the compiler, which knows the place.
 * Issues carry `params.code`, one of the `condition.*` error codes.
 */
export const whereSchema = z.custom<Where>().superRefine((value, ctx) => {
  checkConditionShape(value, (path, code, params) => {
    ctx.addIssue({ code: "custom", path, message: code, params: { code, ...params } });
  });
});

/** The condition that always holds. */
export const ALWAYS: Where = { all: [] };
