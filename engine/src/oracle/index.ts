export type { ExplainedCondition, ExplainedGroup, ExplainedLeaf } from "./explain.js";
export { explainRule, isExplainedGroup } from "./explain.js";
export { gateFlow } from "./flow-gate.js";
export type { GateDifference } from "./publish-gate.js";
export { checkAgainstOracle } from "./publish-gate.js";
export type { ReferenceOptions } from "./reference-evaluator.js";
export { evaluateReference } from "./reference-evaluator.js";
