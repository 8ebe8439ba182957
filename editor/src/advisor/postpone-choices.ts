import type { Task } from "@sopflow/schemas";
import { instantOf, localClock } from "../time/brand-time.js";

export const POSTPONE_KINDS = ["hour", "tonight", "tomorrow"] as const;
export type PostponeKind = (typeof POSTPONE_KINDS)[number];

export interface PostponeChoice {
  readonly kind: PostponeKind;
  readonly at: number;
  /** Past the moment at which the task closes by itself: it cannot be chosen. */
  readonly tooLate: boolean;
}

const HOUR_MS = 3_600_000;
const TONIGHT_HOUR = 20;
const MORNING_HOUR = 9;

/** An hour from now, tonight at 20:00 (while that lies ahead), tomorrow at 9:00, by the brand's clock. */
export function postponeChoices(task: Pick<Task, "expiresAt">, now: number, zone: string): PostponeChoice[] {
  const today = localClock(zone, now);
  const times: Record<PostponeKind, number> = {
    hour: now + HOUR_MS,
    tonight: instantOf(zone, { ...today, hour: TONIGHT_HOUR, minute: 0 }),
    tomorrow: instantOf(zone, { ...today, day: today.day + 1, hour: MORNING_HOUR, minute: 0 }),
  };
  return POSTPONE_KINDS.filter((kind) => times[kind] > now).map((kind) => ({
    kind,
    at: times[kind],
    tooLate: times[kind] >= task.expiresAt,
  }));
}
