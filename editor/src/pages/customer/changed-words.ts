import { factWords } from "../../i18n/fact-words.js";
import type { Locale } from "../../i18n/locale.js";
import type { Names } from "../../i18n/names.js";
import { valueWords } from "../../i18n/value-words.js";

const ATTRIBUTE = "attributes.";

/** Which fields of a profile changed, from what and to what, as `profile.changed` tells it. */
export function changedWords(props: unknown, locale: Locale, names?: Names): string[] {
  const after = objectOf(props);
  const before = objectOf(after.previous);
  const fields = Array.isArray(after.changed) ? after.changed.filter((field) => typeof field === "string") : [];
  return fields.map((field) => {
    const [from, to] = [before, after].map((values) => shown(field, fieldOf(values, field), locale));
    return `${factWords("customer", `$.${field}`, locale, names)} ${from} → ${to}`;
  });
}

const fieldOf = (values: Record<string, unknown>, field: string): unknown =>
  field.startsWith(ATTRIBUTE) ? objectOf(values.attributes)[field.slice(ATTRIBUTE.length)] : values[field];

function shown(field: string, value: unknown, locale: Locale): string {
  if (typeof value === "boolean") return value ? "✓" : "✗";
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? (valueWords("customer", field, value, locale) ?? value) : "—";
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
