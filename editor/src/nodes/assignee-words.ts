import type { Locale } from "../i18n/locale.js";
import type { Names } from "../i18n/names.js";

/** Who gets a task or a note: `owner`, `lead`, `pool:<name>`, `advisor:<id>`. */
export function assigneeWords(assign: string, locale: Locale, names: Names): string {
  if (assign === "owner") return locale === "zh" ? "归属顾问" : "Owner";
  if (assign === "lead") return locale === "zh" ? "负责人" : "Lead";
  const at = assign.indexOf(":");
  const name = assign.slice(at + 1);
  if (assign.startsWith("pool:")) return locale === "zh" ? `「${name}」组` : `Pool "${name}"`;
  return names.advisor?.(name) ?? name;
}
