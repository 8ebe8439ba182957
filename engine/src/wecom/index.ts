export * from "./client/index.js";
export * from "./crypto/index.js";
