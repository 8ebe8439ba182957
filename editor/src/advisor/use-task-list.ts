import type { Task } from "@sopflow/schemas";
import { useEffect, useMemo } from "react";
import { useApi } from "../api/api-context.js";
import { loadOpenTasks } from "../api/task-calls.js";
import { useFetched } from "../api/use-fetched.js";
import type { Outbox } from "./outbox/outbox.js";
import { type OutboxEntry, withOutbox } from "./outbox/outbox-entry.js";

const FRESH_MS = 5_000;
const REFRESH_MS = 60_000;

/** The open tasks as the advisor sees them: the server's, with what is still on its way there already done. */
export function useTaskList(advisorId: string | undefined, outbox: Outbox, entries: readonly OutboxEntry[]) {
  const api = useApi();
  const list = useFetched<Task[]>(`tasks ${advisorId ?? ""}`, () => loadOpenTasks(api, advisorId), {
    freshMs: FRESH_MS,
    refreshMs: REFRESH_MS,
  });
  const { data, askedAt } = list;
  useEffect(() => {
    if (data) outbox.settle(askedAt);
  }, [data, askedAt, outbox]);
  const tasks = useMemo(() => (data ? withOutbox(data, entries) : undefined), [data, entries]);
  return { list, tasks };
}
