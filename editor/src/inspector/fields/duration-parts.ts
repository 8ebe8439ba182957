import { formatDuration, parseDuration, parseSignedDuration } from "@sopflow/engine/core";

export const DURATION_UNITS = ["day", "hour", "minute", "second"] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

export interface DurationPart {
  readonly amount: number;
  readonly unit: DurationUnit;
}

const SECONDS: Readonly<Record<Exclude<DurationUnit, "day">, number>> = { hour: 3600, minute: 60, second: 1 };

/**
 * A duration as amounts of units, the largest first: `P1DT12H` = 1 day and 12 hours. Days and hours are kept apart,
 * because a calendar day need not have 24 hours. None = 0 of the unit that fits best.
 */
export function durationParts(text: string): DurationPart[] {
  const duration = parseDuration(text) ?? parseSignedDuration(text);
  if (duration === undefined) return [{ amount: 0, unit: "day" }];
  const seconds = Math.round(Math.abs(duration.elapsedMs) / 1000);
  const days = Math.abs(duration.days);
  const parts: DurationPart[] = [{ amount: days, unit: "day" }, ...splitSeconds(seconds)];
  const some = parts.filter((part) => part.amount > 0);
  return some.length > 0 ? some : [{ amount: 0, unit: /T/.test(text) ? "minute" : "day" }];
}

/** "90 minutes" stays 90 minutes when its author wrote it so; otherwise hours, minutes and seconds. */
function splitSeconds(seconds: number): DurationPart[] {
  if (seconds < 2 * 3600 && seconds % 60 === 0 && seconds % 3600 !== 0)
    return [{ amount: seconds / 60, unit: "minute" }];
  return [
    { amount: Math.floor(seconds / 3600), unit: "hour" },
    { amount: Math.floor(seconds / 60) % 60, unit: "minute" },
    { amount: seconds % 60, unit: "second" },
  ];
}

/** The parts as a duration of the flow file. */
export function durationText(parts: readonly DurationPart[]): string {
  let days = 0;
  let seconds = 0;
  for (const { amount, unit } of parts) {
    if (unit === "day") days += amount;
    else seconds += amount * SECONDS[unit];
  }
  if (days === 0 && seconds === 0) return parts[0]?.unit === "day" ? "P0D" : "PT0S";
  return formatDuration({ days, elapsedMs: seconds * 1000 });
}
