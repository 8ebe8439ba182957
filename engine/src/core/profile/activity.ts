import { ACTIVITY_FALL_MINUTE, ACTIVITY_LEVELS, type ActivityLevel, type Customer, eventInfo } from "@sopflow/schemas";
import { atLocalTime, calendarDaysBetween, localDayNumber } from "../time/index.js";
import { type ProfileChanges, type ProfileEvent, setField } from "./profile-result.js";

const LEVELS_BY_DAYS = ["d3", "d7", "d14", "d30", "d90"] as const;

/** The level of so many whole days. */
function levelOfDays(days: number): ActivityLevel {
  for (const level of LEVELS_BY_DAYS) if (days <= ACTIVITY_LEVELS[level].upTo) return level;
  return "over90";
}

/** Whether an event is something the customer did of its own accord (DOMAIN §3). */
export function isOwnActivity(event: Pick<ProfileEvent, "type" | "props">): boolean {
  const activity = eventInfo(event.type)?.activity ?? false;
  return typeof activity === "function" ? activity(event.props) : activity;
}

/** Whole calendar days since own activity; undefined when there never was any. */
export function daysSinceActivity(activityAt: number | undefined, at: number, zone: string): number | undefined {
  return activityAt === undefined ? undefined : Math.max(0, calendarDaysBetween(zone, activityAt, at));
}

/** Until 03:00 the levels are still those of the day before. */
function levelDay(at: number, zone: string): number {
  const today = localDayNumber(zone, at);
  return at < atLocalTime(zone, today, ACTIVITY_FALL_MINUTE) ? today - 1 : today;
}

/** The level at `at` (epoch ms): that of the calendar days since activity, falling at 03:00 local. */
export function activityLevelAt(activityAt: number | undefined, at: number, zone: string): ActivityLevel {
  if (activityAt === undefined) return "never";
  return levelOfDays(levelDay(at, zone) - localDayNumber(zone, activityAt));
}

/** When a level ends (epoch ms) if nothing happens; undefined for the two that never end by themselves. */
export function levelEndsAt(activityAt: number | undefined, level: ActivityLevel, zone: string): number | undefined {
  if (activityAt === undefined || level === "over90" || level === "never") return undefined;
  return atLocalTime(zone, localDayNumber(zone, activityAt) + ACTIVITY_LEVELS[level].upTo + 1, ACTIVITY_FALL_MINUTE);
}

/** The next 03:00 local at which the level falls, after `at`. */
export function nextLevelFlip(customer: Pick<Customer, "activityAt">, at: number, zone: string): number | undefined {
  return levelEndsAt(customer.activityAt, activityLevelAt(customer.activityAt, at, zone), zone);
}

/** An event's own activity, then the level: late events never take activity back. */
export function applyActivity(customer: Customer, event: ProfileEvent, changes: ProfileChanges): void {
  if (!isOwnActivity(event)) return;
  noteActivity(customer, event.at, changes);
}

export function noteActivity(customer: Customer, activityAt: number, changes: ProfileChanges): void {
  if (customer.activityAt !== undefined && customer.activityAt >= activityAt) return;
  customer.activityAt = activityAt;
  changes.changed.add("activity");
}

/** Announces the level that holds at `at` (epoch ms). */
export function refreshActivityLevel(customer: Customer, at: number, zone: string, changes: ProfileChanges): void {
  const level = activityLevelAt(customer.activityAt, at, zone);
  if (level === customer.activityLevel || (level === "never" && customer.activityLevel === undefined)) return;
  setField(customer, "activityLevel", level, changes, true);
}
