import type { Customer } from "@sopflow/schemas";
import { ACTIVITY_FALL_MINUTE, ACTIVITY_LEVELS, TASK_PURPOSES } from "@sopflow/schemas";
import { atLocalTime, localDayNumber } from "../time/index.js";
import { contactWindowEnds } from "./contacts.js";
import { dayStarts, type Moments, type TimedFact } from "./moments.js";
import { calendarMoments, clockMoments, dateMoments, instantMoments } from "./now-moments.js";
import { windowEnds } from "./order-windows.js";
import { own } from "./read-props.js";
import { currentRunOut } from "./replenish-items.js";

const NEVER: Moments = { times: [] };

/** Whole numbers around what a day count is compared with: between them no comparison changes. */
function thresholds(values: readonly unknown[]): number[] {
  const around = new Set<number>();
  for (const value of values) {
    const number = typeof value === "string" ? Number.parseFloat(value) : Number(value); // as comparisons coerce
    if (!Number.isFinite(number)) continue;
    for (let n = Math.floor(number) - 1; n <= Math.floor(number) + 2; n++) around.add(n);
  }
  return [...around];
}

const countsUp =
  (since: (customer: Customer) => number | undefined): TimedFact =>
  ({ customer, at, zone, values }) => {
    const from = since(customer);
    if (from === undefined) return NEVER;
    const day = localDayNumber(zone, from);
    return {
      times: dayStarts(
        thresholds(values).map((n) => day + n),
        at,
        zone,
      ),
    };
  };

const countsDown =
  (to: (customer: Customer) => number | undefined): TimedFact =>
  ({ customer, at, zone, values }) => {
    const due = to(customer);
    if (due === undefined) return NEVER;
    const day = localDayNumber(zone, due);
    return {
      times: dayStarts(
        thresholds(values).map((n) => day - n),
        at,
        zone,
      ),
    };
  };

const activityLevel: TimedFact = ({ customer, at, zone }) => {
  if (customer.activityAt === undefined) return NEVER;
  const day = localDayNumber(zone, customer.activityAt);
  const ends = Object.values(ACTIVITY_LEVELS).filter(({ upTo }) => Number.isFinite(upTo));
  const times = ends.map(({ upTo }) => atLocalTime(zone, day + upTo + 1, ACTIVITY_FALL_MINUTE));
  return { times: times.filter((time) => time > at) };
};

const suppressed: TimedFact = ({ customer, at }) => {
  const ends = customer.suppressions.flatMap(({ until }) => (until !== undefined && until > at ? [until] : []));
  return { times: [...new Set(ends)].sort((a, b) => a - b) };
};

const orderWindow =
  (days: number): TimedFact =>
  ({ customer, at }) => ({ times: windowEnds(customer.orders, days, at) });

const contactWindow =
  (days: number, purpose?: (typeof TASK_PURPOSES)[number]): TimedFact =>
  ({ customer, at }) => ({ times: contactWindowEnds(customer, days, at, purpose) });

const TIMED_FACTS = new Map<string, TimedFact>([
  ["customer.activity.daysSince", countsUp((customer) => customer.activityAt)],
  ["customer.activity.level", activityLevel],
  ["customer.replenish.daysLeft", countsDown((customer) => currentRunOut(customer)?.runOutAt)],
  ["customer.suppressed", suppressed],
  ["now.at", instantMoments],
  ["now.date", dateMoments],
  ["now.time", clockMoments],
  ["now.weekday", calendarMoments],
  ["now.month", calendarMoments],
  ["now.day", calendarMoments],
]);
for (const days of [30, 90, 180, 365]) {
  for (const figure of ["count", "spend"]) TIMED_FACTS.set(`customer.orders.d${days}.${figure}`, orderWindow(days));
}
for (const days of [7, 30]) {
  TIMED_FACTS.set(`customer.contacts.last${days}d`, contactWindow(days));
  for (const purpose of TASK_PURPOSES) {
    TIMED_FACTS.set(`customer.contacts.byPurpose.${purpose}.last${days}d`, contactWindow(days, purpose));
  }
}

const ITEM_DAYS_LEFT = /^customer\.replenish\.items\.([^.]+)\.daysLeft$/;

/** How time alone changes a fact; undefined for facts that it leaves alone. */
export function timedFact(fact: string, path: string | undefined): TimedFact | undefined {
  const name = path === undefined ? fact : `${fact}${path.slice(1)}`; // "$.a.b" after the fact's name
  const sku = ITEM_DAYS_LEFT.exec(name)?.[1];
  if (sku !== undefined) return countsDown((customer) => own(customer.replenish, sku)?.runOutAt);
  return TIMED_FACTS.get(name);
}
