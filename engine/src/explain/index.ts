export { type AskedRule, type DecisionExplanation, explainDecision, isDecision } from "./explain-decision.js";
export { type EntryExplanation, type ExplainedTrigger, explainEntryNow } from "./explain-entry.js";
export { type ConditionRow, type JudgedCondition, judgeRecorded, type RecordedValues } from "./recorded-condition.js";
