import type { TimelineKind } from "@sopflow/schemas";
import { readText } from "../read-search.js";

export const TIMELINE_CHOICES = [
  "events",
  "messages",
  "profile",
  "decisions",
  "tasks",
] as const satisfies readonly TimelineKind[];

/** What of the timeline is shown, as it stands in the address. */
export interface TimelineSearch {
  readonly kind?: TimelineKind;
  readonly flow?: string;
}

export function readTimelineSearch(search: Record<string, unknown>): TimelineSearch {
  const kind = TIMELINE_CHOICES.find((choice) => choice === search.kind);
  const flow = readText(search.flow);
  return { ...(kind && { kind }), ...(flow !== undefined && { flow }) };
}
