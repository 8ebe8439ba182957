export { type Clock, instantWaker, systemClock, systemWaker, VirtualClock, type Waker } from "./clock.js";
export { createEngine, type EngineOptions } from "./create-engine.js";
export { FAULT_POINTS, type FaultPoint, type Faults } from "./faults.js";
export { loadContext, type ProgramCache } from "./load-context.js";
export type * from "./sop-engine.js";
