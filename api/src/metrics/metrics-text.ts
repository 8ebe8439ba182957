import type { Services } from "../services.js";

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge";
  readonly value: number;
}

/** What is measured, in Prometheus' text format. Made when asked: it costs a handful of counts. */
export async function metricsText({ engine, store }: Pick<Services, "engine" | "store">): Promise<string> {
  const [health, lastSeq, customers, openTasks] = await Promise.all([
    engine.health(),
    store.log.lastSeq(),
    store.customers.count(),
    store.tasks.count({ states: ["open"] }),
  ]);
  return render([
    { name: "sopflow_up", help: "1 while the engine runs", type: "gauge", value: health.state === "running" ? 1 : 0 },
    { name: "sopflow_log_entries_total", help: "Inputs ever taken", type: "counter", value: lastSeq },
    { name: "sopflow_backlog", help: "Inputs not applied yet", type: "gauge", value: health.backlog },
    { name: "sopflow_lag_seconds", help: "Age of the oldest of them", type: "gauge", value: health.lagMs / 1_000 },
    {
      name: "sopflow_due_backlog",
      help: "Customers with timers due, up to 1000",
      type: "gauge",
      value: health.dueBacklog,
    },
    { name: "sopflow_customers", help: "Customers known", type: "gauge", value: customers },
    { name: "sopflow_open_tasks", help: "Tasks waiting for an advisor", type: "gauge", value: openTasks },
    {
      name: "sopflow_store_failing",
      help: "1 while the store cannot be written",
      type: "gauge",
      value: health.storeError === undefined ? 0 : 1,
    },
    {
      name: "process_resident_memory_bytes",
      help: "Memory of this process",
      type: "gauge",
      value: process.memoryUsage.rss(),
    },
  ]);
}

const render = (metrics: readonly Metric[]): string =>
  metrics
    .map(({ name, help, type, value }) => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}\n`)
    .join("");
