import { addDuration, type Duration, parseDuration } from "../time/index.js";
import { NodeError } from "./errors.js";

const parsed = new Map<string, Duration>();

/** A duration of a compiled flow; each text is read once per process. */
export function durationOf(text: string): Duration {
  const known = parsed.get(text);
  if (known) return known;
  const duration = parseDuration(text);
  if (!duration) throw new NodeError("duration.invalid", `not a duration: ${text}`);
  parsed.set(text, duration);
  return duration;
}

/** `at` plus a duration of a compiled flow, in its zone. */
export const later = (zone: string, at: number, text: string): number => addDuration(zone, at, durationOf(text));
