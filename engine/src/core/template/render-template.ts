import { compileReader, type FactReader } from "../rules/fact-reader.js";
import type { Facts } from "../rules/facts.js";
import { FILTERS, type FilterContext } from "./filters.js";
import type { ParsedTemplate, TemplateVariable } from "./parse-template.js";

/** What a text may read. Anything of it may be missing. */
export type TemplateFacts = Partial<Pick<Facts, "customer" | "enrollment" | "task" | "tasks" | "now">>;

export interface RenderContext extends FilterContext {
  /** Unknown while nobody is assigned: the variable then stays for `completeAdvisor`. */
  readonly advisorName?: string;
}

const ADVISOR_NAME = "{{advisor.name}}";
const MAX_VALUE_LENGTH = 500;
const MAX_TEXT_LENGTH = 8_000;
const READABLE: ReadonlySet<string> = new Set(["customer", "enrollment", "task", "tasks", "now"]);

/**
 * Fills the variables of a text with plain text; nothing is escaped here. `missing` names variables that had neither a
 * value nor a default: they leave nothing behind. Never throws.
 */
export function renderTemplate(
  template: ParsedTemplate,
  facts: TemplateFacts,
  context: RenderContext,
): { text: string; missing: string[] } {
  const missing: string[] = [];
  let text = "";
  for (const part of template.parts) {
    if (typeof part === "string") {
      text += part;
      continue;
    }
    const value =
      part.variable === "advisor.name" ? (context.advisorName ?? ADVISOR_NAME) : format(part, facts, context);
    if (value !== undefined && value !== "") text += value;
    else if (part.fallback === undefined) missing.push(part.variable);
    else text += part.fallback;
  }
  return { text: cut(text, MAX_TEXT_LENGTH), missing };
}

/** Puts the advisor's name where `renderTemplate` left it open. */
export const completeAdvisor = (text: string, name: string): string => text.replaceAll(ADVISOR_NAME, () => clean(name));

function format(part: TemplateVariable, facts: TemplateFacts, context: FilterContext): string | undefined {
  let value: unknown = read(part, facts);
  for (const name of part.filters) {
    if (value === undefined || value === null) return undefined;
    value = FILTERS[name].format(value, context);
  }
  return textOf(value);
}

function read(variable: TemplateVariable, facts: TemplateFacts): unknown {
  const { fact, path } = variable;
  if (!READABLE.has(fact)) return undefined;
  const root = facts[fact as keyof TemplateFacts]; // checked by READABLE above
  if (typeof root !== "object" || root === null) return undefined;
  let reader = READERS.get(variable);
  if (reader === undefined) {
    reader = compileReader({ fact: "customer", path: `$.${path}` });
    READERS.set(variable, reader);
  }
  return reader({ customer: root, now: undefined, bucket: () => 0, at: 0, zone: "UTC" });
}

/** A parsed text is filled for many people; its variables live as long as it does. */
const READERS = new WeakMap<TemplateVariable, FactReader>();

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return clean(value);
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : undefined;
  if (typeof value === "boolean") return value ? "是" : "否";
  if (!Array.isArray(value)) return undefined;
  const texts = value.map(textOf).filter((text) => text !== undefined && text !== "");
  return texts.length > 0 ? cut(texts.join("、"), MAX_VALUE_LENGTH) : undefined;
}

/** Control characters and line breaks of a value could fake lines of the author's text. */
const clean = (value: string): string =>
  cut(value.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, " ").trim(), MAX_VALUE_LENGTH);

/** At most `max` UTF-16 units, never half a character. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = /[\uD800-\uDBFF]/.test(text[max - 1] ?? "") ? max - 1 : max;
  return text.slice(0, end);
}
