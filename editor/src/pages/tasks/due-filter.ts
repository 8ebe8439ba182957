import { endOfLocalDay, instantOf, localClock } from "../../time/brand-time.js";

/**
 * Which deadlines; `until-today` is what the number "today" of a flow counts: today's and what is overdue. `ahead-today`:
 * today's that are not past. `last-7`: past ones of today and of the seven days before.
 */
export const DUE_CHOICES = ["until-today", "overdue", "ahead-today", "today", "tomorrow", "last-7"] as const;
/** One of the choices, or a local date `2026-06-18`. */
export type DueFilter = (typeof DUE_CHOICES)[number] | `${number}-${number}-${number}`;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

export const isDueFilter = (text: string): text is DueFilter =>
  DUE_CHOICES.some((choice) => choice === text) || DATE.test(text);

export const isDueDate = (due: DueFilter | undefined): boolean => due !== undefined && DATE.test(due);

export interface DueRange {
  /** Epoch ms. */
  readonly dueFrom?: number;
  readonly dueBefore?: number;
}

/** The deadlines that a filter means, in the brand's zone. */
export function dueRange(due: DueFilter | undefined, zone: string, now: number): DueRange {
  if (due === undefined) return {};
  if (due === "overdue") return { dueBefore: now };
  const tomorrow = endOfLocalDay(zone, now);
  if (due === "until-today") return { dueBefore: tomorrow };
  if (due === "ahead-today") return { dueFrom: now, dueBefore: tomorrow };
  if (due === "last-7") return { dueFrom: startOfDay(zone, now, WEEK_DAYS), dueBefore: now };
  if (due === "tomorrow") return { dueFrom: tomorrow, dueBefore: endOfLocalDay(zone, tomorrow) };
  const { year, month, day } = due === "today" ? localClock(zone, now) : dateOf(due);
  const dueFrom = instantOf(zone, { year, month, day, hour: 0, minute: 0 });
  return { dueFrom, dueBefore: endOfLocalDay(zone, dueFrom) };
}

/** When tasks were closed: today, or today and the seven days before. */
export const CLOSED_CHOICES = ["today", "last-7"] as const;
export type ClosedFilter = (typeof CLOSED_CHOICES)[number];

/** The moments of closing that a filter means, epoch ms, in the brand's zone. */
export function closedRange(
  closed: ClosedFilter | undefined,
  zone: string,
  now: number,
): { readonly closedFrom?: number; readonly closedBefore?: number } {
  if (closed === undefined) return {};
  return {
    closedFrom: startOfDay(zone, now, closed === "today" ? 0 : WEEK_DAYS),
    closedBefore: endOfLocalDay(zone, now),
  };
}

const WEEK_DAYS = 7;

/** Local midnight at which the day began that was so many days before. */
function startOfDay(zone: string, now: number, daysBefore: number): number {
  const { year, month, day } = localClock(zone, now);
  return instantOf(zone, { year, month, day: day - daysBefore, hour: 0, minute: 0 });
}

function dateOf(due: string): { year: number; month: number; day: number } {
  const [year = 0, month = 1, day = 1] = due.split("-").map(Number);
  return { year, month, day };
}
