import { formatInstant } from "@sopflow/engine/core";

const WEEK_MS = 7 * 86_400_000;
const HOUR_MS = 3_600_000;

/** A first value for a fixed moment: a week on, at a full hour. */
export const soon = (now: number, zone = "Asia/Shanghai"): string =>
  formatInstant(zone, Math.ceil((now + WEEK_MS) / HOUR_MS) * HOUR_MS);
