import { join } from "node:path";
import { openSqliteStore } from "@sopflow/engine";
import { flowOf, inFolder, openBrand, prepare } from "./engine-world.js";
import { percentile, sizeOf } from "./figures.js";
import { type Served, serve } from "./serve.js";

interface HttpRow {
  readonly case: string;
  readonly eventsPerSecond: number;
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  readonly worstMs?: number;
}

const CONNECTIONS = 16;
/** Every so many events one is followed until its task is there: asking for all of them would be a load of its own. */
const FOLLOW = 10;

/**
 * Events posted one by one over HTTP to the built product in a process of its own; each is a new friend and issues a
 * task. First as fast as 16 connections can; then at half that rate, evenly, and some are followed from the moment the
 * request is sent until `GET /v1/tasks` shows the task. The caller shares the machine's processors with the product.
 */
export const benchHttp = (): Promise<HttpRow[]> =>
  inFolder(async (folder) => {
    const store = openSqliteStore({ file: join(folder, "sopflow.db") });
    const task = { title: "欢迎", script: "您好", wait: false };
    const flow = flowOf("welcome", [
      ["trigger.event", { event: "friend.added" }],
      ["task", task],
    ]);
    await prepare(store, { brand: openBrand(), flows: [flow] });
    await store.close();
    const served = await serve(folder);
    try {
      await flood(served, "warm", 500);
      const most = await flood(served, "max", sizeOf("EVENTS", 4_000));
      const latencies = await trickle(served, most / 2, sizeOf("EVENTS", 4_000));
      return [
        { case: "as fast as 16 connections can", eventsPerSecond: most },
        {
          case: "half that rate, event to task",
          eventsPerSecond: most / 2,
          p50Ms: percentile(latencies, 0.5),
          p99Ms: percentile(latencies, 0.99),
          worstMs: percentile(latencies, 1),
        },
      ];
    } finally {
      await served.end();
    }
  });

const post = ({ api }: Served, customer: string) =>
  api("POST", "/v1/events", {
    id: customer,
    source: "bench",
    type: "friend.added",
    customer,
    at: new Date().toISOString(),
    props: { advisorId: "a1" },
  });

async function flood(served: Served, name: string, events: number): Promise<number> {
  let next = 0;
  const startMs = performance.now();
  const connection = async () => {
    while (next < events) await post(served, `${name}-${next++}`);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return events / ((performance.now() - startMs) / 1_000);
}

/** Evenly spaced, whatever the answers take. */
async function trickle(served: Served, perSecond: number, events: number): Promise<number[]> {
  const latencies: number[] = [];
  const open: Promise<unknown>[] = [];
  const startMs = performance.now();
  for (let sent = 0; sent < events; ) {
    while (sent < events && sent < ((performance.now() - startMs) / 1_000) * perSecond) {
      const customer = `even-${sent}`;
      const followed = sent % FOLLOW === 0;
      open.push(followed ? follow(served, customer).then((ms) => latencies.push(ms)) : post(served, customer));
      sent += 1;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(open);
  return latencies;
}

async function follow(served: Served, customer: string): Promise<number> {
  const startMs = performance.now();
  await post(served, customer);
  for (;;) {
    const { items } = await served.api<{ items: unknown[] }>("GET", `/v1/tasks?customerId=${customer}&limit=1`);
    if (items.length > 0) return performance.now() - startMs;
  }
}
