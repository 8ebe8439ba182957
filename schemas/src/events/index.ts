export * from "./catalogue.js";
export * from "./envelope.js";
export * from "./event-props.js";
export * from "./order.js";
