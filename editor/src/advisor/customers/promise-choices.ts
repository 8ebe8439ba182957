import { instantOf, localClock } from "../../time/brand-time.js";

export const PROMISE_KINDS = ["hours", "evening", "tomorrow", "nextWeek"] as const;
export type PromiseKind = (typeof PROMISE_KINDS)[number];

const HOUR_MS = 3_600_000;
const EVENING_HOUR = 19;
const MORNING_HOUR = 10;

/** Times at which people say they will be in touch, by the brand's clock; those that are over are left out. */
export function promiseChoices(now: number, zone: string): { readonly kind: PromiseKind; readonly at: number }[] {
  const today = localClock(zone, now);
  const morning = (days: number) => instantOf(zone, { ...today, day: today.day + days, hour: MORNING_HOUR, minute: 0 });
  const times: Record<PromiseKind, number> = {
    hours: now + 2 * HOUR_MS,
    evening: instantOf(zone, { ...today, hour: EVENING_HOUR, minute: 0 }),
    tomorrow: morning(1),
    nextWeek: morning(7),
  };
  return PROMISE_KINDS.filter((kind) => times[kind] > now).map((kind) => ({ kind, at: times[kind] }));
}
