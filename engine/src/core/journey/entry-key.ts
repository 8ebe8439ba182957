import { type FlowHistory, type Json, type JsonObject, MAX_ENTRY_KEYS } from "@sopflow/schemas";
import { stableId } from "./ids.js";

/** A longer key is kept as its hash: it is compared, never shown. */
const MAX_KEY_LENGTH = 128;

/**
 * What tells several enrollments of one customer in one flow apart: a property of the entering event, dotted names
 * reaching into objects. Undefined when the flow has no key or the event lacks the property.
 */
export function entryKey(path: string | undefined, props: JsonObject): string | undefined {
  if (path === undefined) return undefined;
  let value: Json | undefined = props;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return;
    value = value[name];
  }
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return undefined;
  const text = String(value);
  return text.length > MAX_KEY_LENGTH ? stableId(text) : text;
}

type Keys = FlowHistory["keys"];

/** When the customer entered last with this key, ms. */
export const enteredWith = (keys: Keys, key: string): number | undefined =>
  keys !== undefined && Object.hasOwn(keys, key) ? keys[key] : undefined;

/** The keys with one more entry; of too many the longest ago is forgotten. */
export function withKey(keys: Keys, key: string, at: number): NonNullable<Keys> {
  const next = Object.entries({ ...keys, [key]: at });
  if (next.length > MAX_ENTRY_KEYS) next.sort((a, b) => b[1] - a[1]);
  return Object.fromEntries(next.slice(0, MAX_ENTRY_KEYS));
}
