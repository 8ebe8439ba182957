export * from "./condition.js";
export * from "./condition-shape.js";
export * from "./json.js";
export * from "./operators.js";
export * from "./text.js";
