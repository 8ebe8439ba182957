/**
 * A value of an unchecked file for a message: what is no text, number or the like is only hinted at, since turning it
 * into text may fail (`{"toString": 1}`) or go as deep as somebody nested it.
 */
export function textOfValue(value: unknown): string {
  if (Array.isArray(value)) return "[…]";
  return typeof value === "object" && value !== null ? "{…}" : String(value);
}
