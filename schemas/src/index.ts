export * from "./channels.js";
export * from "./condition.js";
export * from "./condition-shape.js";
export * from "./flow/index.js";
export * from "./json.js";
export * from "./operators.js";
export * from "./primitives.js";
export * from "./text.js";
