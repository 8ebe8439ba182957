export * from "./demo/index.js";
export * from "./flows/index.js";
export * from "./oracle/index.js";
export * from "./replay/index.js";
export * from "./store/index.js";
export * from "./webhooks/index.js";
export * from "./wecom/sim/index.js";
export * from "./worker/index.js";
