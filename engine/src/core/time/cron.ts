import { daysInMonth } from "./civil-date.js";

/** A parsed five-field cron expression. Local times are minutes of the day, ascending. */
export type Cron = {
  readonly text: string;
  readonly minutesOfDay: readonly number[];
  readonly months: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  /** Monday 1 … Sunday 7. */
  readonly weekdays: ReadonlySet<number>;
  /** Day of month and weekday are both given: as in every cron, a day then needs to match only one of them. */
  readonly isEitherDay: boolean;
};

/** What came of reading a cron expression; `reason` tells the author what to change. */
export type CronResult = { readonly ok: true; readonly cron: Cron } | { readonly ok: false; readonly reason: string };

type Field = { readonly label: string; readonly min: number; readonly max: number; readonly names?: readonly string[] };

const FIELDS = {
  minute: { label: "minute", min: 0, max: 59 },
  hour: { label: "hour", min: 0, max: 23 },
  dayOfMonth: { label: "day of month", min: 1, max: 31 },
  month: {
    label: "month",
    min: 1,
    max: 12,
    names: ["", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
  },
  weekday: { label: "weekday", min: 0, max: 7, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] },
} as const satisfies Record<string, Field>;

/** A year with a 29 February, to see which days of a month can ever come. */
const LEAP_YEAR = 2024;

/**
 * Reads `minute hour day-of-month month weekday`: `*`, numbers, names (`JAN`, `MON`), ranges, lists and steps over `*`
 * or a range; Sunday is 0 or 7. Anything else is refused with a reason, and so is a date that never comes (31 February).
 */
export function parseCron(text: string): CronResult {
  const parts = text.trim().split(/\s+/);
  const [minute, hour, dayOfMonth, month, weekday] = parts;
  if (
    parts.length !== 5 ||
    minute === undefined ||
    hour === undefined ||
    dayOfMonth === undefined ||
    month === undefined ||
    weekday === undefined
  ) {
    return refuse(`needs five fields (minute hour day month weekday), has ${text.trim() === "" ? 0 : parts.length}`);
  }
  const problems: string[] = [];
  const read = (part: string, field: Field): number[] => readField(part, field, problems);
  const minutes = read(minute, FIELDS.minute);
  const hours = read(hour, FIELDS.hour);
  const cron: Cron = {
    text: parts.join(" "),
    minutesOfDay: hours.flatMap((hourValue) => minutes.map((minuteValue) => hourValue * 60 + minuteValue)),
    daysOfMonth: new Set(read(dayOfMonth, FIELDS.dayOfMonth)),
    months: new Set(read(month, FIELDS.month)),
    weekdays: new Set(read(weekday, FIELDS.weekday).map((value) => (value === 0 ? 7 : value))),
    isEitherDay: !dayOfMonth.startsWith("*") && !weekday.startsWith("*"),
  };
  const [problem] = problems;
  if (problem !== undefined) return refuse(problem);
  const firstDay = Math.min(...cron.daysOfMonth);
  if (!cron.isEitherDay && ![...cron.months].some((value) => firstDay <= daysInMonth(LEAP_YEAR, value))) {
    return refuse(`day ${firstDay} never comes in the given months`);
  }
  return { ok: true, cron };
}

function refuse(reason: string): CronResult {
  return { ok: false, reason };
}

/** Values of one field, ascending and distinct; what is wrong goes to `problems`. */
function readField(part: string, field: Field, problems: string[]): number[] {
  const values = new Set<number>();
  for (const item of part.split(",")) {
    const match = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d{1,4}))?$/.exec(item);
    if (match === null) {
      problems.push(`${field.label} "${item}" is not a number, a range or a step such as 1, 1-5 or */2`);
      continue;
    }
    const [, star, from, to, stepText] = match;
    const step = stepText === undefined ? 1 : Number(stepText);
    const low = star === undefined ? readValue(from ?? "", field) : field.min;
    let high = star === undefined ? readValue(to ?? from ?? "", field) : field.max;
    if (high === 0 && low !== undefined && low > 0 && field === FIELDS.weekday) high = 7; // FRI-SUN
    if (low === undefined || high === undefined) {
      problems.push(`${field.label} "${item}" must lie within ${field.min}-${field.max}`);
    } else if (low > high) {
      problems.push(`${field.label} "${item}" runs backwards: write it as two ranges, joined by a comma`);
    } else if (step === 0) {
      problems.push(`${field.label} "${item}" has a step of 0`);
    } else if (stepText !== undefined && star === undefined && to === undefined) {
      problems.push(`${field.label} "${item}" has a step without a range: write ${low}-${field.max}/${step}`);
    } else {
      // Every weekday once: with 0 and 7 both Sunday, a step over "*" would come back to it.
      const last = star !== undefined && field === FIELDS.weekday ? 6 : high;
      for (let value = low; value <= last; value += step) values.add(value);
    }
  }
  return [...values].sort((left, right) => left - right);
}

function readValue(text: string, field: Field): number | undefined {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? named : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= field.min && value <= field.max ? value : undefined;
}
