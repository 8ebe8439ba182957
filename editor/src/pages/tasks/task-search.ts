import type { TaskState } from "@sopflow/schemas";

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
  readonly state?: TaskState;
  /** Epoch ms. */
  readonly dueBefore?: number;
}

export function readTaskSearch(search: Record<string, unknown>): TaskSearch {
  const { state, dueBefore } = search;
  const known = TASK_STATE_CHOICES.find((s) => s === state);
  return {
    ...textOf("flowId", search.flowId),
    ...textOf("nodeId", search.nodeId),
    ...textOf("advisorId", search.advisorId),
    ...textOf("customerId", search.customerId),
    ...(known && { state: known }),
    ...(typeof dueBefore === "number" && { dueBefore }),
  };
}

/** The router reads `?advisorId=7` as a number. */
function textOf<K extends string>(name: K, value: unknown): Partial<Record<K, string>> {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || text === "") return {};
  const found: Partial<Record<K, string>> = {};
  found[name] = text as Partial<Record<K, string>>[K]; // a string, as just checked
  return found;
}
