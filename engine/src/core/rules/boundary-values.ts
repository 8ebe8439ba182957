import type { ConditionLiteral } from "@sopflow/schemas";
import {
  formatDayNumber,
  formatInstant,
  localDayNumber,
  parseInstant,
  parseLocalDate,
  startOfLocalDay,
} from "../time/index.js";

/** Stands for a fact that is not there at all. */
export const MISSING: unique symbol = Symbol("missing");

/** What the other side of a comparison between two facts may hold. */
export const SAMPLE_VALUES: readonly ConditionLiteral[] = [7, "7", "text", true, ["text", 7], "2026-02-28"];

const WRONG_TYPES: readonly unknown[] = [MISSING, null, true, 0, "", "word", [], {}];

/** Values on and beside a literal, with and without it in a list, and of every other type. */
export function boundaryValues(literal: ConditionLiteral): unknown[] {
  const elements = Array.isArray(literal) ? literal : [literal];
  const shown = elements.slice(0, 4); // four elements of a long list show what the rest would
  return [
    ...shown.flatMap(besides),
    ...shown.map((element) => [element]),
    [...elements, "one more"],
    elements.slice(1),
    ["another"],
    ...WRONG_TYPES,
  ];
}

function besides(scalar: ConditionLiteral): unknown[] {
  if (typeof scalar === "number") return [scalar, scalar - 1, scalar + 1, String(scalar), `${scalar}abc`];
  if (typeof scalar === "string") return [scalar, `${scalar}x`, scalar.slice(0, -1)];
  if (typeof scalar === "boolean") return [scalar, !scalar];
  return [scalar];
}

/** Days and instants on both sides of the edge that a date operator draws with this value. */
export function boundaryDates(literal: ConditionLiteral, at: number, zone: string): unknown[] {
  const today = localDayNumber(zone, at);
  const edges = typeof literal === "number" ? [today - literal, today, today + literal] : edgeOfDate(literal, zone);
  return edges.filter(isCalendarDay).flatMap((day) => {
    const startMs = startOfLocalDay(zone, day);
    const days = [day, day - 1, day + 1].map(formatDayNumber);
    return [...days, startMs, startMs - 1, formatInstant(zone, startMs)];
  });
}

function edgeOfDate(literal: ConditionLiteral, zone: string): number[] {
  if (typeof literal !== "string") return [];
  const day = parseLocalDate(literal);
  if (day !== undefined) return [day];
  const atMs = parseInstant(literal);
  return atMs === undefined ? [] : [localDayNumber(zone, atMs)];
}

/** Dates of four-digit years, well inside what can be written. */
const isCalendarDay = (day: number): boolean => day > -700_000 && day < 2_900_000;
