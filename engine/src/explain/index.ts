export { type AskedRule, type DecisionExplanation, explainDecision, isDecision } from "./explain-decision.js";
export { type ConditionRow, type JudgedCondition, judgeRecorded, type RecordedValues } from "./recorded-condition.js";
