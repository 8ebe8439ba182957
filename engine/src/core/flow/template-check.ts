import { type FactInfo, lookUpFact } from "@sopflow/schemas";
import { FILTERS } from "../template/filters.js";
import { parseTemplate, type TemplateVariable } from "../template/index.js";
import type { Report } from "./condition-check.js";
import type { FlowFacts } from "./flow-facts.js";
import type { CheckPath } from "./node-check.js";
import { KIND_TEXT } from "./value-kinds.js";

/** Facts that a text may read; `event` is gone by the time a text is rendered. */
const TEMPLATE_FACTS: readonly string[] = ["customer", "advisor", "enrollment", "task", "tasks", "now"];

/** Reports every fault of a text: syntax, unknown variables, filters that do not fit, variables that may be missing. */
export function checkTemplate(text: string, path: CheckPath, facts: FlowFacts, report: Report): void {
  const { parts, problems } = parseTemplate(text);
  for (const { code, params } of problems) report(code, path, params);
  for (const part of parts) if (typeof part !== "string") checkVariable(part, path, facts, report);
}

function checkVariable(part: TemplateVariable, path: CheckPath, facts: FlowFacts, report: Report): void {
  const { variable, fact } = part;
  const info = TEMPLATE_FACTS.includes(fact) ? facts.find(fact, part.path) : undefined;
  if (info === undefined) {
    const isAttribute = fact === "customer" && lookUpFact(fact, part.path) !== undefined;
    if (isAttribute) report("attribute.unknown", path, { name: part.path.split(".").at(-1) ?? "" });
    else report("template.unknown_variable", path, { variable });
    return;
  }
  checkFilters(part, info, path, report);
  if (!info.guaranteed && part.fallback === undefined) report("template.maybe_missing", path, { variable });
}

function checkFilters({ variable, filters }: TemplateVariable, info: FactInfo, path: CheckPath, report: Report): void {
  let { kind } = info;
  for (const filter of filters) {
    const { takes } = FILTERS[filter];
    // A property of the entering event may carry a date as text.
    const isDateProp = takes === "date" && kind === "string" && info.fact === "enrollment" && filters[0] === filter;
    if (kind !== undefined && kind !== takes && !isDateProp) {
      report("template.filter_type", path, { filter, variable, wanted: KIND_TEXT[takes], found: KIND_TEXT[kind] });
      return;
    }
    kind = "string";
  }
}
