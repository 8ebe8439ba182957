import type { PublishedFlow } from "../core/journey/index.js";
import type { ScheduleRow } from "../store/index.js";

/*
 * Work over the people inside one flow runs page by page like a schedule, and is remembered like one: rows whose ids no
 * flow's schedule can have. They stay when they are over, so that a page can tell what became of them.
 */
const PREFIX = "inside:";

/** `move`: to the newest version, as was chosen. `exit`: out of an archived flow. `wake`: on, after a pause. */
export const INSIDE_WORKS = ["move", "exit", "wake"] as const;
export type InsideWork = (typeof INSIDE_WORKS)[number];

export const insideRowId = (work: InsideWork, flowId: string): string => `${PREFIX}${work}/${flowId}`;

export const insideRow = (work: InsideWork, { flowId, newest }: PublishedFlow, at: number): ScheduleRow => ({
  id: insideRowId(work, flowId),
  flowId,
  nodeId: "",
  version: newest.version,
  running: { at, afterId: "" },
});

/** What a row stands for, if it is one of these. */
export function insideWorkOf({ id }: Pick<ScheduleRow, "id">): InsideWork | undefined {
  return id.startsWith(PREFIX) ? INSIDE_WORKS.find((work) => id.startsWith(`${PREFIX}${work}/`)) : undefined;
}
