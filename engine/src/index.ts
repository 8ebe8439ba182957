export * from "./store/index.js";
export * from "./worker/index.js";
