export type { ShadowToBegin } from "./begin-shadow.js";
export { createShadows, type ShadowDifferences, type Shadows, type ShadowsParts } from "./shadows.js";
