export type { FilterContext, FilterName } from "./filters.js";
export { FILTER_NAMES } from "./filters.js";
export type { ParsedTemplate, TemplateProblem, TemplateVariable } from "./parse-template.js";
export { parseTemplate } from "./parse-template.js";
export type { RenderContext, TemplateFacts } from "./render-template.js";
export { completeAdvisor, renderTemplate } from "./render-template.js";
