export * from "./catalogue.js";
export * from "./envelope.js";
export { EVENT_LABELS, eventLabel, isCustomEventType } from "./event-labels.js";
export * from "./event-props.js";
export * from "./order.js";
