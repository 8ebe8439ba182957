import { FACTS, type Flow, lookUpFact } from "@sopflow/schemas";
import { factWords } from "../../i18n/fact-words.js";
import { inLocale, type Locale } from "../../i18n/locale.js";
import type { Names } from "../../i18n/names.js";
import { propWords } from "../../i18n/prop-words.js";
import type { Brand } from "../brand-context.js";
import { AREA_OF, type FactArea } from "../conditions/fact-areas.js";
import { factOptions } from "../conditions/fact-options.js";

export interface TemplateChoice {
  readonly label: string;
  /** What is written into the text. */
  readonly text: string;
  readonly area: FactArea;
}

/** What stands in where a customer has no such value. */
const STAND_INS: Readonly<Record<string, string>> = {
  "customer.name": "您",
  "customer.salutation": "您",
  "advisor.name": "您的专属顾问",
};

/** The variables that most texts need, offered as chips. */
export const COMMON_VARIABLES = [
  "customer.salutation",
  "customer.name",
  "advisor.name",
  "customer.orders.lastAt",
] as const;

/** A variable as it is written: with a default wherever the value may be missing. */
export function variableText(variable: string): string {
  const dot = variable.indexOf(".");
  const info = lookUpFact(variable.slice(0, dot), variable.slice(dot + 1));
  const standIn = STAND_INS[variable];
  if (info?.guaranteed && standIn === undefined) return `{{${variable}}}`;
  return `{{${variable} | default:"${standIn ?? ""}"}}`;
}

/** What a text may say of the customer, the advisor and the way so far. */
export function templateVariables(
  flow: Pick<Flow, "nodes">,
  brand: Brand,
  locale: Locale,
  names: Names,
): TemplateChoice[] {
  const readable = factOptions({ place: { enrolled: true }, flow, brand, locale, names })
    .filter(({ fact, path }) => fact !== "bucket" && path !== "" && !path.endsWith("field"))
    .map(({ fact, path, label, area }) => ({ label, area, text: variableText(`${fact}.${path}`) }));
  const advisor = FACTS.filter((info) => info.fact === "advisor").map((info) => ({
    label: inLocale(info.label, locale),
    area: AREA_OF({ fact: "customer", path: "" }),
    text: variableText(`advisor.${info.path}`),
  }));
  return [...advisor, ...readable];
}

/** A variable in words: "称呼"; what nothing is known of, as it is written. */
export function variableWords(variable: string, locale: Locale, names: Names): string {
  const dot = variable.indexOf(".");
  const [fact, path] = [variable.slice(0, dot), variable.slice(dot + 1)];
  if (fact === "enrollment" && path.startsWith("entry.")) return propWords(path.slice(6), locale);
  return factWords(fact, path, locale, names);
}
