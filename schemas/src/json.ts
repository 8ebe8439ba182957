import { z } from "zod";

/** Any JSON value, as event properties, attributes and task fields carry it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type JsonObject = { [key: string]: Json };

/** Keys that would reach an object's prototype; refused at every border. */
const FORBIDDEN_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** Why `value` is not plain JSON (too deep, a forbidden key, not finite), or undefined when it is. */
export function jsonProblem(value: unknown, depth = 0): string | undefined {
  if (depth > 16) return "nested deeper than 16 levels";
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : "a number is not finite";
  if (Array.isArray(value)) {
    for (const item of value) {
      const problem = jsonProblem(item, depth + 1);
      if (problem) return problem;
    }
    return undefined;
  }
  if (typeof value !== "object") return `a ${typeof value} is not JSON`;
  for (const [key, item] of Object.entries(value)) {
    if (FORBIDDEN_KEYS.has(key)) return `the key "${key}" is not allowed`;
    const problem = jsonProblem(item, depth + 1);
    if (problem) return problem;
  }
  return undefined;
}

const isPlainObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);

export const jsonSchema = z.custom<Json>().superRefine((value, ctx) => {
  const problem = jsonProblem(value);
  if (problem) ctx.addIssue({ code: "custom", message: problem });
});

export const jsonObjectSchema = z.custom<JsonObject>(isPlainObject, "an object is needed").superRefine((value, ctx) => {
  const problem = jsonProblem(value);
  if (problem) ctx.addIssue({ code: "custom", message: problem });
});
