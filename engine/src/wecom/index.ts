export * from "./callbacks/index.js";
export * from "./client/index.js";
export * from "./contacts/index.js";
export * from "./crypto/index.js";
export * from "./delivery/index.js";
export * from "./hand-over/index.js";
export * from "./service/index.js";
export * from "./sync/index.js";
export { type Newcomer, Welcomes } from "./welcome/welcomes.js";
