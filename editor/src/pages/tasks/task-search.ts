import type { TaskState } from "@sopflow/schemas";
import { readText } from "../read-search.js";
import { type DueFilter, isDueFilter } from "./due-filter.js";

export const TASK_STATE_CHOICES = [
  "open",
  "done",
  "skipped",
  "expired",
  "stale",
  "withdrawn",
] as const satisfies readonly TaskState[];

/** Filters of the list of tasks, as they stand in the address. */
export interface TaskSearch {
  readonly flowId?: string;
  readonly nodeId?: string;
  readonly advisorId?: string;
  readonly customerId?: string;
  /** Absent: what is still open. */
  readonly state?: TaskState | "all";
  readonly due?: DueFilter;
}

export function readTaskSearch(search: Record<string, unknown>): TaskSearch {
  const state = ["all" as const, ...TASK_STATE_CHOICES].find((choice) => choice === search.state);
  const due = readText(search.due);
  const flowId = readText(search.flowId);
  const [nodeId, advisorId, customerId] = [
    readText(search.nodeId),
    readText(search.advisorId),
    readText(search.customerId),
  ];
  return {
    ...(flowId !== undefined && { flowId }),
    // A step means nothing without its flow.
    ...(flowId !== undefined && nodeId !== undefined && { nodeId }),
    ...(advisorId !== undefined && { advisorId }),
    ...(customerId !== undefined && { customerId }),
    ...(state !== undefined && state !== "open" && { state }),
    ...(due !== undefined && isDueFilter(due) && { due }),
  };
}
