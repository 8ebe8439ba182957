import type { Reminder, Task } from "@sopflow/schemas";
import { useEffect, useMemo } from "react";
import { useApi } from "../api/api-context.js";
import { loadPromises } from "../api/desk-calls.js";
import { loadOpenTasks } from "../api/task-calls.js";
import { useFetched } from "../api/use-fetched.js";
import type { Outbox } from "./outbox/outbox.js";
import { type OutboxEntry, promisesWithOutbox, withOutbox } from "./outbox/outbox-entry.js";
import { useTaskNews } from "./use-task-news.js";

const FRESH_MS = 5_000;
const REFRESH_MS = 60_000;

/** The open tasks and promises as the advisor sees them: the server's, with what is still on its way there already done. */
export function useTaskList(advisorId: string | undefined, outbox: Outbox, entries: readonly OutboxEntry[]) {
  const api = useApi();
  const list = useFetched<Task[]>(`tasks ${advisorId ?? ""}`, () => loadOpenTasks(api, advisorId), {
    freshMs: FRESH_MS,
    refreshMs: REFRESH_MS,
  });
  const { data, askedAt } = list;
  useEffect(() => {
    if (data) outbox.settle("tasks", askedAt);
  }, [data, askedAt, outbox]);
  const promised = useFetched<{ items: Reminder[] }>(
    `promises ${advisorId ?? ""}`,
    () => loadPromises(api, advisorId),
    { freshMs: FRESH_MS, refreshMs: REFRESH_MS },
  );
  const tasks = useMemo(() => (data ? withOutbox(data, entries) : undefined), [data, entries]);
  const openPromises = promised.data?.items;
  const promisesAskedAt = promised.askedAt;
  useEffect(() => outbox.settle("promises", promisesAskedAt), [outbox, promisesAskedAt]);
  const promises = useMemo(() => promisesWithOutbox(openPromises ?? [], entries), [openPromises, entries]);
  const refetch = () => {
    list.refetch();
    promised.refetch();
  };
  useTaskNews(data !== undefined, refetch);
  return { list: { ...list, refetch }, tasks, promises };
}
