import type { Task } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useApi } from "../api/api-context.js";
import { loadOpenTasks } from "../api/task-calls.js";
import type { Outbox } from "./outbox/outbox.js";
import { type OutboxEntry, withOutbox } from "./outbox/outbox-entry.js";

const REFRESH_MS = 60_000;

interface Fetched {
  readonly askedAt: number;
  readonly tasks: readonly Task[];
}

/** The open tasks as the advisor sees them: the server's, with what is still on its way there already done. */
export function useTaskList(advisorId: string | undefined, outbox: Outbox, entries: readonly OutboxEntry[]) {
  const api = useApi();
  const query = useQuery({
    queryKey: ["tasks", advisorId ?? "own"],
    queryFn: async ({ signal }): Promise<Fetched> => {
      const askedAt = Date.now();
      return { askedAt, tasks: await loadOpenTasks(api, advisorId, signal) };
    },
    refetchInterval: REFRESH_MS,
    refetchOnWindowFocus: "always",
    refetchOnReconnect: "always",
  });
  const { data } = query;
  useEffect(() => {
    if (data) outbox.settle(data.askedAt);
  }, [data, outbox]);
  const tasks = useMemo(() => (data ? withOutbox(data.tasks, entries) : undefined), [data, entries]);
  return { query, tasks };
}
