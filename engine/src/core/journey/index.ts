export type { Context, PublishedFlow } from "./context.js";
export * from "./effect.js";
export type { AudienceTrigger, EntryRule, ScheduleTrigger } from "./flow-directory.js";
export { FlowDirectory } from "./flow-directory.js";
export { bucketOf, effectId, enrollmentId, stableId } from "./ids.js";
export type * from "./input.js";
export { partitionOf } from "./partition.js";
export type { StepResult } from "./step.js";
export { applyInput, step } from "./step.js";
