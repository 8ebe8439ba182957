export { type Clock, instantWaker, systemClock, systemWaker, VirtualClock, type Waker } from "./clock.js";
export type * from "./sop-engine.js";
