import type { Intent, TaskChannel, TaskState } from "@sopflow/schemas";
import { readText } from "../read-search.js";
import { CLOSED_CHOICES, type ClosedFilter, type DueFilter, isDueFilter } from "./due-filter.js";

export const TASK_STATE_CHOICES = [
  "open",
  "done",
  "skipped",
  "expired",
  "stale",
  "withdrawn",
] as const satisfies readonly TaskState[];

/** States that count where tasks are measured: all but what was taken back before anybody could do it. */
export const COUNTED_STATES = ["open", "done", "skipped", "expired"] as const satisfies readonly TaskState[];

/** How a task reaches a customer, and what customers mean, as far as lists are linked to by them. */
export const CHANNEL_FILTERS = ["chat", "group_send", "moments", "phone"] as const satisfies readonly TaskChannel[];
export const INTENT_FILTERS = ["praise"] as const satisfies readonly Intent[];

/** Filters of the list of tasks, as they stand in the address. */
export interface TaskSearch {
  readonly flowId?: string;
  readonly nodeId?: string;
  readonly advisorId?: string;
  readonly customerId?: string;
  /** Absent: what is still open. */
  readonly state?: TaskState | "counted" | "all";
  readonly due?: DueFilter;
  readonly closed?: ClosedFilter;
  readonly channel?: (typeof CHANNEL_FILTERS)[number];
  readonly intent?: (typeof INTENT_FILTERS)[number];
  /** For whose on-time rate they count, whoever has them now. */
  readonly answerableId?: string;
  /** Only those whose group send waits for the advisor's confirmation. */
  readonly unconfirmed?: true;
}

export function readTaskSearch(search: Record<string, unknown>): TaskSearch {
  const state = (["all", "counted", ...TASK_STATE_CHOICES] as const).find((choice) => choice === search.state);
  const closed = CLOSED_CHOICES.find((choice) => choice === search.closed);
  const channel = CHANNEL_FILTERS.find((choice) => choice === search.channel);
  const intent = INTENT_FILTERS.find((choice) => choice === search.intent);
  const due = readText(search.due);
  const flowId = readText(search.flowId);
  const [nodeId, advisorId, customerId, answerableId] = [
    readText(search.nodeId),
    readText(search.advisorId),
    readText(search.customerId),
    readText(search.answerableId),
  ];
  return {
    ...(flowId !== undefined && { flowId }),
    // A step means nothing without its flow.
    ...(flowId !== undefined && nodeId !== undefined && { nodeId }),
    ...(advisorId !== undefined && { advisorId }),
    ...(customerId !== undefined && { customerId }),
    ...(state !== undefined && state !== "open" && { state }),
    ...(due !== undefined && isDueFilter(due) && { due }),
    ...(closed !== undefined && { closed }),
    ...(channel !== undefined && { channel }),
    ...(intent !== undefined && { intent }),
    ...(answerableId !== undefined && { answerableId }),
    ...((search.unconfirmed === true || search.unconfirmed === "true") && { unconfirmed: true }),
  };
}
