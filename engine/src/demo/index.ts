export { type DemoBrand, type DemoBrandOptions, generateDemoBrand } from "./generate-demo-brand.js";
export { generateLiveEvents, type LiveEventsOptions } from "./live-events.js";
