import { type DecoratorName, OPERATORS, type OperatorName, parseOperator } from "@sopflow/schemas";
import { inLocale, type Locale } from "./locale.js";

const DECORATOR_WORDS: Readonly<Record<DecoratorName, { readonly zh: string; readonly en: string }>> = {
  everyFact: { zh: "每一项都", en: "each item " },
  someFact: { zh: "有一项", en: "some item " },
  everyValue: { zh: "对每个值都", en: "for each value " },
  someValue: { zh: "对任一值", en: "for some value " },
  swap: { zh: "（左右对调）", en: "(sides exchanged) " },
  not: { zh: "并非", en: "not: " },
};

/** What "not" before an operator means in one word, where there is one. */
const OPPOSITES: Partial<Readonly<Record<OperatorName, OperatorName>>> = {
  equal: "notEqual",
  notEqual: "equal",
  in: "notIn",
  notIn: "in",
  contains: "doesNotContain",
  doesNotContain: "contains",
};

/** An operator with its decorators in plain words: `someFact:not:in` is "有一项不是其中任何一个". */
export function operatorWords(operator: string, locale: Locale): string {
  const parsed = parseOperator(operator);
  if (parsed === undefined) return operator;
  const decorators = [...parsed.decorators];
  const opposite = decorators.at(-1) === "not" ? OPPOSITES[parsed.name] : undefined;
  if (opposite !== undefined) decorators.pop();
  const words = inLocale(OPERATORS[opposite ?? parsed.name].label, locale);
  return `${decorators.map((name) => DECORATOR_WORDS[name][locale]).join("")}${words}`;
}
