export { analyseFlow } from "./analyse-flow.js";
export type { AnalysisOptions } from "./analysis-options.js";
