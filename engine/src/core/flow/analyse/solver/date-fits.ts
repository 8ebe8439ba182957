import {
  DAY_MS,
  formatDayNumber,
  localDayNumber,
  parseInstant,
  parseLocalDate,
  startOfLocalDay,
} from "../../../time/index.js";
import type { Constraint } from "./constraint.js";

/** Longest way to the next return of a day of the year. */
const MAX_ANNIVERSARY_DAYS = 366;
/** Days between which every zone's calendar can be asked. */
const EARLIEST_DAY = -700_000;
const LATEST_DAY = 2_900_000;

/** Whether some date lies where `before` and `after` want it; those compare with fixed dates. */
export function dateFits(constraints: readonly Constraint[], zone: string): boolean {
  const context = { at: 0, zone };
  return dateValues(constraints, zone).some((date) =>
    constraints.every(({ test, value, wanted }) => test(date, value, context) === wanted),
  );
}

/** Days and instants on, just before, just behind and between the fixed dates. */
function dateValues(constraints: readonly Constraint[], zone: string): (number | string)[] {
  const days = new Set<number>([0]);
  const instants = new Set<number>();
  for (const { value } of constraints) {
    if (typeof value !== "string") continue;
    const instant = parseInstant(value);
    const day = parseLocalDate(value) ?? (instant === undefined ? undefined : localDayNumber(zone, instant));
    if (day === undefined || day < EARLIEST_DAY || day > LATEST_DAY) continue;
    days
      .add(day - 1)
      .add(day)
      .add(day + 1);
    if (instant !== undefined) instants.add(instant);
    instants.add(startOfLocalDay(zone, day)).add(startOfLocalDay(zone, day + 1));
  }
  const sorted = [...instants].sort((a, b) => a - b);
  const between = sorted.flatMap((at, i) => [at, (at + (sorted[i + 1] ?? at + DAY_MS)) / 2]);
  const [first = 0] = sorted;
  return [first - 1, ...between, ...[...days].map(formatDayNumber)];
}

/** Whether a date so many calendar days ago exists; time goes on, so the count is as free as the date. */
export function daysFit(constraints: readonly Constraint[]): boolean {
  const counts = new Set<number>([0, 1, -1]);
  for (const { value } of constraints) {
    if (typeof value === "number")
      for (const n of [value, -value])
        counts
          .add(Math.floor(n))
          .add(Math.floor(n) + 1)
          .add(Math.floor(n) - 1);
  }
  return [...counts].some((ago) =>
    constraints.every(({ operator, value, wanted }) => isDaysAgo(operator, ago, Number(value)) === wanted),
  );
}

function isDaysAgo(operator: Constraint["operator"], ago: number, days: number): boolean {
  if (operator === "olderThanDays") return ago > days;
  const distance = operator === "inNextDays" ? -ago : ago;
  return distance >= 0 && distance <= days;
}

/** Whether an anniversary so many days ahead exists. */
export function anniversaryFits(constraints: readonly Constraint[]): boolean {
  const ahead = new Set<number>([0]);
  for (const { value } of constraints)
    if (typeof value === "number") ahead.add(Math.floor(value)).add(Math.floor(value) + 1);
  return [...ahead].some(
    (days) =>
      days >= 0 &&
      days <= MAX_ANNIVERSARY_DAYS &&
      constraints.every(({ value, wanted }) => days <= Number(value) === wanted),
  );
}
