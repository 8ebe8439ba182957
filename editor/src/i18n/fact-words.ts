import { lookUpFact } from "@sopflow/schemas";
import { inLocale, type Locale } from "./locale.js";
import { type Names, NO_NAMES } from "./names.js";
import { propWords } from "./prop-words.js";

/** `$.orders.count` without its `$.`. */
export const plainPath = (path: string | undefined): string => (path ?? "").replace(/^\$\.?/, "");

/**
 * A fact and path in words: "订单数", "属性「需求」". The names that stand for a `*` of the table follow its label.
 * What the table does not know is shown as written.
 */
export function factWords(fact: string, path: string | undefined, locale: Locale, names: Names = NO_NAMES): string {
  const plain = plainPath(path);
  const info = lookUpFact(fact, plain);
  if (info === undefined) return plain === "" ? fact : `${fact}.${plain}`;
  const label = inLocale(info.label, locale);
  const open = openNames(info.path, plain).map((name) => nameOf(fact, info.path, name, locale, names) ?? name);
  if (open.length === 0) return label;
  return locale === "zh" ? `${label}「${open.join(".")}」` : `${label} "${open.join(".")}"`;
}

/** The names of a path that stand where the table has `*` or `**`. */
export function openNames(pattern: string, path: string): string[] {
  const names = path.split(".");
  return pattern.split(".").flatMap((part, i) => {
    if (part === "**") return [names.slice(i).join(".")];
    return part === "*" ? [names[i] ?? ""] : [];
  });
}

function nameOf(fact: string, pattern: string, name: string, locale: Locale, names: Names): string | undefined {
  if (pattern === "props.**" || pattern === "entry.**") return propWords(name, locale);
  if (pattern === "attributes.*") return names.attribute?.(name);
  if (pattern.includes("bySku.") || pattern.startsWith("replenish.items.")) return names.product?.(name);
  if (fact === "tasks" || pattern === "visits.*") return names.node?.(name);
  return undefined;
}
