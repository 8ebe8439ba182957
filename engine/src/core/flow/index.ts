export { type AnalysisOptions, analyseFlow } from "./analyse/index.js";
export { canonicalJson } from "./canonical-json.js";
export { choiceAt, compareNodes, defaultChoice, type NodeChange } from "./compare-nodes.js";
export { type CompileResult, compileFlow } from "./compile-flow.js";
export type { CompileOptions } from "./compile-options.js";
export { checkAcrossFlows, type FlowPlace, findInstantCycles } from "./find-instant-cycles.js";
export { loadProgram } from "./load-program.js";
export { parseFlow } from "./parse-flow.js";
export type { CompiledFlow, FlowState, Plan, PlanNode, PlanNodeOf, Program } from "./program.js";
