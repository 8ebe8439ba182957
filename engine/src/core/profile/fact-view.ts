import type { Json, JsonObject } from "@sopflow/schemas";

/**
 * Facts as conditions read them: getters that work out a value when a condition asks for it, on a prototype, so that
 * making a view costs one small object. What they are made from is private and cannot be reached by a path.
 */
export abstract class FactView {}

const NAMES = new WeakMap<object, readonly string[]>();

function getterNames(view: FactView): readonly string[] {
  const prototype: object = Object.getPrototypeOf(view);
  let names = NAMES.get(prototype);
  if (names === undefined) {
    names = Object.entries(Object.getOwnPropertyDescriptors(prototype))
      .filter(([, { get }]) => get !== undefined)
      .map(([name]) => name);
    NAMES.set(prototype, names);
  }
  return names;
}

/** Plain JSON of a view, for json-rules-engine, explanations and the editor; missing values are left out. */
export function materializeFacts(view: object): JsonObject {
  const plain: JsonObject = {};
  const names = view instanceof FactView ? getterNames(view) : Object.keys(view);
  for (const name of names) {
    const value = toJson((view as Readonly<Record<string, unknown>>)[name]); // a getter or an own key
    if (value !== undefined) plain[name] = value;
  }
  return plain;
}

function toJson(value: unknown): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => toJson(item) ?? null);
  if (typeof value === "object" && value !== null) return materializeFacts(value);
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
