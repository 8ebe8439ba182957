import type { Text } from "../text.js";

/**
 * How long ago the customer last did something of its own accord (DOMAIN §3), in whole calendar days up to `upTo`.
 * Raised at the event; falls at 03:00 local, not at midnight, so that nobody's list changes while they still work on it.
 */
export const ACTIVITY_LEVELS = {
  d3: { upTo: 3, label: { zh: "3天内活跃", en: "Active within 3 days" } },
  d7: { upTo: 7, label: { zh: "4–7天活跃", en: "Active 4–7 days ago" } },
  d14: { upTo: 14, label: { zh: "8–14天活跃", en: "Active 8–14 days ago" } },
  d30: { upTo: 30, label: { zh: "15–30天活跃", en: "Active 15–30 days ago" } },
  d90: { upTo: 90, label: { zh: "31–90天活跃", en: "Active 31–90 days ago" } },
  over90: { upTo: Number.POSITIVE_INFINITY, label: { zh: "90天以上未活跃", en: "Not active for over 90 days" } },
  never: { upTo: Number.NaN, label: { zh: "从未活跃", en: "Never active" } },
} as const satisfies Record<string, { upTo: number; label: Text }>;

export type ActivityLevel = keyof typeof ACTIVITY_LEVELS;

/** Every level, most active first. */
export const ACTIVITY_LEVEL_NAMES = ["d3", "d7", "d14", "d30", "d90", "over90", "never"] as const;

/** Local minute of the day at which levels fall: 03:00. */
export const ACTIVITY_FALL_MINUTE = 180;
