import { MINUTE_MS, SECOND_MS } from "../../core/time/index.js";

const FIRST_MS = 5 * SECOND_MS;
const LONGEST_MS = 5 * MINUTE_MS;

/** How long to wait after so many failures in a row: 5 s, doubling, at most 5 minutes. */
export const backOff = (failures: number): number =>
  Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(10, Math.max(0, failures - 1)));
