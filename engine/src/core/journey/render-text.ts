import type { Enrollment } from "@sopflow/schemas";
import { parseTemplate, renderTemplate } from "../template/index.js";
import { enrollmentScope } from "./condition-facts.js";
import type { StepRun } from "./run.js";

const templates = new Map<string, ReturnType<typeof parseTemplate>>();
const MAX_CACHED_TEMPLATES = 5_000;

/** Fills a text's variables for one enrollment. The advisor's name stays open until somebody is assigned. */
export function renderFor(run: StepRun, enrollment: Enrollment, nodeId: string, text: string): string {
  if (!text.includes("{{")) return text;
  let template = templates.get(text);
  if (!template) {
    if (templates.size >= MAX_CACHED_TEMPLATES) templates.clear();
    template = parseTemplate(text);
    templates.set(text, template);
  }
  const facts = enrollmentScope(run, enrollment, { nodeId });
  return renderTemplate(template, facts, { zone: facts.zone, at: run.at }).text;
}
