import type { FactInfo, Flow } from "@sopflow/schemas";
import { openNames, plainPath } from "../../i18n/fact-words.js";
import type { Locale } from "../../i18n/locale.js";
import { weekdayWords } from "../../i18n/time-words.js";
import { OWN_OUTCOME_WORDS, valueWords } from "../../i18n/value-words.js";
import type { Brand, Choice } from "../brand-context.js";

export interface ValueChoices {
  readonly choices: readonly Choice[];
  /** No other value has a meaning. */
  readonly closed: boolean;
}

/** Values to offer for a fact; undefined = it is only typed. */
export function valueChoices(
  info: FactInfo | undefined,
  path: string | undefined,
  flow: Pick<Flow, "nodes">,
  brand: Brand,
  locale: Locale,
): ValueChoices | undefined {
  if (info === undefined) return undefined;
  const { fact, path: pattern } = info;
  if (info.values !== undefined) {
    const choices = info.values.map((value) => ({
      value,
      label: valueWords(fact, pattern, value, locale) ?? value,
    }));
    return { choices, closed: true };
  }
  if (pattern === "tags") return { choices: brand.tags.map((tag) => ({ value: tag, label: tag })), closed: false };
  if (pattern === "advisorId" || pattern === "advisors") return { choices: brand.advisors, closed: false };
  if (pattern === "flows.active" || pattern === "flows.lastExit.flowId") return { choices: brand.flows, closed: false };
  if (pattern === "orders.last.skus") return { choices: brand.products, closed: false };
  if (fact === "task" && pattern === "outcome") return { choices: outcomes(flow, undefined, locale), closed: true };
  if (fact === "tasks" && pattern === "*.outcome") {
    const [nodeId] = openNames(pattern, plainPath(path));
    return { choices: outcomes(flow, nodeId, locale), closed: true };
  }
  if (fact === "task" && pattern === "nodeId") {
    const tasks = flow.nodes.filter((node) => node.type === "task");
    return { choices: tasks.map(({ id, label }) => ({ value: id, label: label ?? id })), closed: true };
  }
  if (pattern === "skipReason" || pattern === "*.skipReason") {
    const reasons = flow.nodes.flatMap((node) => (node.type === "task" ? node.data.skipReasons : []));
    return { choices: [...new Set(reasons)].map((reason) => ({ value: reason, label: reason })), closed: false };
  }
  if (fact === "customer" && pattern === "stage") {
    const stages = flow.nodes.flatMap((node) => {
      const stage = node.type === "profile.set" ? node.data.set.stage : undefined;
      return typeof stage === "string" ? [stage] : [];
    });
    return { choices: [...new Set(stages)].map((stage) => ({ value: stage, label: stage })), closed: false };
  }
  return undefined;
}

/** Weekdays are numbers in the file. */
export const weekdayChoices = (locale: Locale): Choice[] =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: weekdayWords(day, locale) }));

function outcomes(flow: Pick<Flow, "nodes">, nodeId: string | undefined, locale: Locale): Choice[] {
  const own = flow.nodes
    .filter((node) => nodeId === undefined || node.id === nodeId)
    .flatMap((node) => (node.type === "task" ? node.data.outcomes : []));
  const byId = new Map(own.map(({ id, label }) => [id, label]));
  const common = Object.entries(OWN_OUTCOME_WORDS).map(([value, words]) => ({ value, label: words[locale] }));
  return [...[...byId].map(([value, label]) => ({ value, label })), ...common];
}
