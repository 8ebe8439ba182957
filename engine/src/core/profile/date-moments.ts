import type { OperatorName } from "@sopflow/schemas";
import { civilDateOf, dayNumberOf, daysInMonth, localDayNumber } from "../time/index.js";
import { dayStarts } from "./moments.js";
import { dayOfValue } from "./now-moments.js";

/**
 * Midnights after `at` at which a date operator may answer differently for a date that does not itself move.
 * `days` is the operator's value; undefined for operators that time does not change.
 */
export function dateOperatorMoments(
  name: OperatorName,
  date: unknown,
  days: unknown,
  at: number,
  zone: string,
): number[] | undefined {
  const isTimed = OPERATOR_DAYS[name];
  if (isTimed === undefined) return undefined;
  const day = dayOfValue(date, zone);
  if (day === undefined || typeof days !== "number") return [];
  return dayStarts(isTimed(day, Math.floor(days), localDayNumber(zone, at)), at, zone);
}

type Flips = (day: number, days: number, today: number) => number[];

const OPERATOR_DAYS: Partial<Record<OperatorName, Flips>> = {
  withinDays: (day, days) => [day, day + days + 1],
  olderThanDays: (day, days) => [day + days + 1],
  inNextDays: (day, days) => [day - days, day + 1],
  anniversaryInDays: (day, days, today) => {
    const { month, day: dayOfMonth } = civilDateOf(day);
    const { year } = civilDateOf(today);
    return [year, year + 1, year + 2].flatMap((y) => {
      const anniversary = dayNumberOf(y, month, Math.min(dayOfMonth, daysInMonth(y, month)));
      return [anniversary - days, anniversary + 1];
    });
  },
};
