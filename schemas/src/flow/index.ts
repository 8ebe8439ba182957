export * from "./flow.js";
export { FLOW_SCHEMA } from "./format.js";
export * from "./inside.js";
export * from "./material.js";
export * from "./node.js";
export type { CampaignSlot } from "./nodes/campaign-rhythm.js";
export * from "./settings.js";
export type { TaskOutcome } from "./task-fields.js";
