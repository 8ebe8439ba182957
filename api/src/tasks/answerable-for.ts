import type { Task } from "@sopflow/schemas";

/**
 * The advisor for whom a task counts: who had it when it fell due, or when it was closed if that was before. A task that
 * was late already when it was handed on counts as late for who let it become late, not for who took it over; one that
 * was handed on in time counts for whom it went to. Undefined: nobody had it.
 */
export function answerableFor({ dueAt, closedAt, handedOn, advisorId }: Task): string | undefined {
  const end = Math.min(dueAt, closedAt ?? dueAt);
  return handedOn?.find(({ at }) => at > end)?.from ?? advisorId;
}
