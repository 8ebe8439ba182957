/** The pure part of the engine: no store, no network, no clock, no randomness. Runs in a browser. */
export * from "./experiment/index.js";
export * from "./flow/index.js";
export * from "./journey/index.js";
export * from "./library/index.js";
export { type NodeShape, shapeOf } from "./nodes/node-shapes.js";
export { definitionOf, NODE_DEFINITIONS } from "./nodes/registry.js";
export * from "./preview/index.js";
export * from "./profile/index.js";
export * from "./rules/index.js";
export * from "./template/index.js";
export * from "./time/index.js";
