/** Places where a test may make the process die: on either side of every durable write. */
export const FAULT_POINTS = ["before-append", "after-append", "before-commit", "after-commit"] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];

/** Called at each point. Throwing there stands for the process dying there. */
export type Faults = (point: FaultPoint) => void;

export const noFaults: Faults = () => {};
