import { endOfLocalDay, instantOf, localClock } from "../../time/brand-time.js";

/** Which deadlines; `until-today` is what the number "today" of a flow counts: today's and what is overdue. */
export const DUE_CHOICES = ["until-today", "overdue", "today", "tomorrow"] as const;
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
  if (due === "tomorrow") return { dueFrom: tomorrow, dueBefore: endOfLocalDay(zone, tomorrow) };
  const { year, month, day } = due === "today" ? localClock(zone, now) : dateOf(due);
  const dueFrom = instantOf(zone, { year, month, day, hour: 0, minute: 0 });
  return { dueFrom, dueBefore: endOfLocalDay(zone, dueFrom) };
}

function dateOf(due: string): { year: number; month: number; day: number } {
  const [year = 0, month = 1, day = 1] = due.split("-").map(Number);
  return { year, month, day };
}
