import type { ContactPolicy, ContactWindowSetting, Customer, TaskPurpose } from "@sopflow/schemas";
import {
  atLocalTime,
  type ContactHours,
  type ContactWindow,
  localDayNumber,
  localMinuteOfDay,
  nextOpenOfAll,
  parseLocalDate,
  parseLocalTime,
  startOfLocalDay,
  weekdayOf,
} from "../time/index.js";
import type { StepRun } from "./run.js";

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;
const SUNDAY = 7;
const FRIDAY = 5;
/** Nobody waits longer than this for hours that fit: then they never do. */
const HORIZON_DAYS = 400;

/** The hours of a setting on any day, and the days on which they open. */
interface Opening {
  readonly hours: ContactWindow;
  readonly days: readonly number[];
}

/** A policy's lists made ready to ask. */
interface Calendar {
  readonly weekdayOf: (day: number) => number;
  /** The last day of the blackout that a day lies in. */
  readonly blackoutEnd: (day: number) => number | undefined;
  readonly personas: readonly { readonly tags: readonly string[]; readonly hours: readonly ContactWindow[] }[];
}

const openings = new WeakMap<ContactWindowSetting, Opening>();
const calendars = new WeakMap<ContactPolicy, Calendar>();

const toHours = ({ start, end }: { start: string; end: string }): ContactWindow => ({
  startMinute: parseLocalTime(start) ?? 0,
  endMinute: parseLocalTime(end) ?? 0,
  days: EVERY_DAY,
});

function openingOf(setting: ContactWindowSetting): Opening {
  const known = openings.get(setting);
  if (known) return known;
  const opening = { hours: toHours(setting), days: setting.days };
  openings.set(setting, opening);
  return opening;
}

function calendarOf(policy: ContactPolicy): Calendar {
  const known = calendars.get(policy);
  if (known) return known;
  const days = (dates: readonly string[]) => new Set(dates.map((date) => parseLocalDate(date)));
  const holidays = days(policy.calendar.holidays);
  const workdays = days(policy.calendar.workdays);
  const blackouts = policy.blackouts.flatMap(({ from, to }) => {
    const [first, last] = [parseLocalDate(from), parseLocalDate(to)];
    return first === undefined || last === undefined ? [] : [{ first, last }];
  });
  const calendar: Calendar = {
    weekdayOf(day) {
      if (workdays.has(day)) return Math.min(weekdayOf(day), FRIDAY);
      return holidays.has(day) ? SUNDAY : weekdayOf(day);
    },
    blackoutEnd: (day) => blackouts.find(({ first, last }) => first <= day && day <= last)?.last,
    personas: policy.personaWindows.map(({ tags, windows }) => ({ tags, hours: windows.map(toHours) })),
  };
  calendars.set(policy, calendar);
  return calendar;
}

/** Why a customer may not be contacted at a time, and the first time at or after it at which that is over. */
export interface ContactTime {
  /** Undefined when the hours never fit. */
  readonly at: number | undefined;
  /** What stands in the way first: the hours, or a blackout. */
  readonly reason: "window" | "blackout";
}

/**
 * The first time at or after `at` at which a customer may be contacted: inside the brand's hours, those of the flow's
 * newest version and those of the customer's persona, all of which only narrow; on days on which they open, by the
 * brand's calendar; and in no blackout. Replies know neither personas nor blackouts.
 */
export function nextContactTime(
  run: Pick<StepRun, "context" | "customer">,
  flowId: string,
  zone: string,
  at: number,
  purpose: TaskPurpose,
): ContactTime {
  const policy = run.context.settings.contactPolicy;
  const own = run.context.flows.get(flowId)?.newest.plan.settings.contactWindow;
  const windows = own ? [openingOf(policy.window), openingOf(own)] : [openingOf(policy.window)];
  const calendar = calendarOf(policy);
  const isReply = purpose === "reply";
  const hours: ContactHours[] = windows.map((window) => window.hours);
  const persona = isReply ? undefined : personaOf(calendar, run.customer);
  if (persona) hours.push(persona);
  const lastDay = localDayNumber(zone, at) + HORIZON_DAYS;
  let reason: ContactTime["reason"] = "window";
  for (let next = at; ; ) {
    const open = nextOpenOfAll(hours, zone, next);
    if (open === undefined || localDayNumber(zone, open) > lastDay) return { at: undefined, reason };
    const day = localDayNumber(zone, open);
    const blackoutEnd = isReply ? undefined : calendar.blackoutEnd(day);
    if (blackoutEnd !== undefined) {
      if (next === at) reason = "blackout";
      next = startOfLocalDay(zone, blackoutEnd + 1);
      continue;
    }
    const closed = windows.find((window) => !opensOn(window, calendar, zone, open));
    if (!closed) return { at: open, reason };
    next = afterClosed(closed, zone, open);
  }
}

const personaOf = ({ personas }: Calendar, { tags }: Customer): readonly ContactWindow[] | undefined =>
  personas.length === 0 ? undefined : personas.find((one) => one.tags.some((tag) => tags.includes(tag)))?.hours;

/** An overnight window belongs to the day on which it opened. */
function opensOn({ hours, days }: Opening, calendar: Calendar, zone: string, at: number): boolean {
  if (days.length === EVERY_DAY.length) return true;
  const day = localDayNumber(zone, at);
  return days.includes(calendar.weekdayOf(isTail(hours, zone, at) ? day - 1 : day));
}

/** After midnight in a window that opened the day before. */
const isTail = ({ startMinute, endMinute }: ContactWindow, zone: string, at: number): boolean =>
  startMinute > endMinute && localMinuteOfDay(zone, at) < endMinute;

/** The first time that another day's window may hold: the end of the night, else the next midnight. */
function afterClosed({ hours }: Opening, zone: string, at: number): number {
  const day = localDayNumber(zone, at);
  if (!isTail(hours, zone, at)) return startOfLocalDay(zone, day + 1);
  return Math.max(at + 1, atLocalTime(zone, day, hours.endMinute));
}
