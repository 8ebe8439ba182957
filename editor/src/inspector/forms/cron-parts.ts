import { parseCron } from "@sopflow/engine/core";

/** A repeating time in the forms that a lead thinks in; a cron line that is none of them stays as it is written. */
export type CronParts =
  | { readonly kind: "daily"; readonly time: string }
  | { readonly kind: "weekly"; readonly time: string; readonly days: readonly number[] }
  | { readonly kind: "monthly"; readonly time: string; readonly days: readonly number[] }
  | { readonly kind: "custom"; readonly cron: string };

const DAYS_A_WEEK = 7;
const DAYS_A_MONTH = 31;
const MONTHS_A_YEAR = 12;

export function readCron(cron: string): CronParts {
  const read = parseCron(cron);
  const custom = { kind: "custom", cron } as const;
  if (!read.ok) return custom;
  const { minutesOfDay, months, daysOfMonth, weekdays } = read.cron;
  const [minute] = minutesOfDay;
  if (minute === undefined || minutesOfDay.length > 1 || months.size !== MONTHS_A_YEAR) return custom;
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  const isEveryDate = daysOfMonth.size === DAYS_A_MONTH;
  const isEveryWeekday = weekdays.size === DAYS_A_WEEK;
  if (isEveryDate && isEveryWeekday) return { kind: "daily", time };
  if (isEveryDate) return { kind: "weekly", time, days: sorted(weekdays) };
  return isEveryWeekday ? { kind: "monthly", time, days: sorted(daysOfMonth) } : custom;
}

/** The parts as a cron line; weekdays are written 1 = Monday … 7 = Sunday. */
export function writeCron(parts: CronParts): string {
  if (parts.kind === "custom") return parts.cron;
  const [hour = "0", minute = "0"] = parts.time.split(":").map((text) => String(Number(text)));
  if (parts.kind === "daily") return `${minute} ${hour} * * *`;
  const days = parts.days.join(",");
  return parts.kind === "weekly" ? `${minute} ${hour} * * ${days}` : `${minute} ${hour} ${days} * *`;
}

const two = (n: number) => String(n).padStart(2, "0");
const sorted = (days: ReadonlySet<number>) => [...days].sort((a, b) => a - b);
