import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import type { DemoBrand } from "@sopflow/engine";
import { applyInput, type Context, newCustomer, partitionOf } from "@sopflow/engine/core";
import type { Customer } from "@sopflow/schemas";
import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import { templateContext } from "./bench-step.js";
import { CALL_EVENTS, demoBrand, inFolder, inWorld, postAll, templateFlows } from "./engine-world.js";
import { median, sizeOf } from "./figures.js";

interface BullmqRow {
  readonly bullmqEventsPerSecond: number;
  readonly eventsPerSecond: number;
  readonly ratio: number;
  readonly ratioMedian: number;
}

/** Customers are spread over so many queues, each worked on in order: BullMQ keeps no order among jobs at once. */
const QUEUES = 16;

type Events = DemoBrand["events"];

/**
 * The engine against BullMQ on Redis, whose append-only file is synced for every write (`appendfsync always`): both are
 * given the same events in calls of 512 and call the same `step`; both make customer, tasks and trace durable for each.
 * Redis keeps them as plain values, in one MULTI per event. Neither serves timers by the clock. Rounds alternate.
 */
export async function benchBullmq(): Promise<BullmqRow[] | undefined> {
  if (spawnSync("redis-server", ["--version"]).status !== 0) {
    console.log("skipped: no redis-server on the path (Debian: apt-get install redis-server)");
    return undefined;
  }
  const brand = demoBrand();
  const events = brand.events.slice(0, sizeOf("EVENTS", 8_192));
  const runs: number[] = [];
  const others: number[] = [];
  for (let round = -1; round < sizeOf("ROUNDS", 5); round++) {
    const other = await inFolder((folder) => inRedis(folder, (port) => runBullmq(port, events)));
    const own = await inWorld({ brand, flows: templateFlows() }, (world) => postAll(world, events, false));
    if (round < 0) continue; // warms up
    others.push(other);
    runs.push(own);
  }
  return [
    {
      bullmqEventsPerSecond: events.length / Math.min(...others),
      eventsPerSecond: events.length / Math.min(...runs),
      ratio: Math.min(...others) / Math.min(...runs),
      ratioMedian: median(others) / median(runs),
    },
  ];
}

async function runBullmq(port: number, events: Events): Promise<number> {
  const connection = { host: "127.0.0.1", port, maxRetriesPerRequest: null };
  const redis = new Redis(connection);
  const context = templateContext();
  const names = Array.from({ length: QUEUES }, (_, i) => `events-${i}`);
  const queues = names.map((name) => new Queue(name, { connection }));
  let done = 0;
  let finish = () => {};
  const all = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const work = async ({ data }: { data: { readonly event: Events[number]; readonly seq: number } }) => {
    await applyInRedis(redis, context, data.event, data.seq);
    done += 1;
    if (done === events.length) finish();
  };
  const workers = names.map((name) => new Worker(name, work, { connection, concurrency: 1 }));
  await Promise.all([...queues, ...workers].map((one) => one.waitUntilReady()));
  const startMs = performance.now();
  for (let i = 0; i < events.length; i += CALL_EVENTS) {
    const jobs = names.map((): Parameters<Queue["addBulk"]>[0] => []);
    for (const [j, event] of events.slice(i, i + CALL_EVENTS).entries()) {
      const opts = { jobId: event.id.replaceAll(":", "-"), removeOnComplete: true };
      jobs[partitionOf(customerOf(event)) % QUEUES]?.push({ name: event.type, data: { event, seq: i + j + 1 }, opts });
    }
    await Promise.all(queues.map((queue, q) => queue.addBulk(jobs[q] ?? [])));
  }
  await all;
  const seconds = (performance.now() - startMs) / 1_000;
  await Promise.all([...workers, ...queues].map((one) => one.close()));
  redis.disconnect();
  return seconds;
}

async function applyInRedis(redis: Redis, context: Context, event: Events[number], seq: number): Promise<void> {
  const id = customerOf(event);
  const at = Date.parse(event.at);
  const stored = await redis.get(`customer:${id}`);
  const customer: Customer = stored === null ? newCustomer(id, partitionOf(id), at) : JSON.parse(stored);
  const { id: eventId, type, source = "api", props = {} } = event;
  const input = { kind: "event", id: eventId, seq, type, source, at, received: at, now: at, props } as const;
  const { effects, wakeAt, customer: changed } = applyInput(customer, input, context);
  const write = redis.multi().set(`customer:${id}`, JSON.stringify(changed));
  if (wakeAt !== null) write.zadd("wake", wakeAt, id);
  const trace: unknown[] = [];
  for (const effect of effects) {
    if (effect.kind === "task.issue") write.hset("tasks", effect.task.id, JSON.stringify(effect.task));
    else trace.push(effect);
  }
  if (trace.length > 0) write.rpush(`trace:${id}`, JSON.stringify(trace));
  await write.exec();
}

const customerOf = ({ customer }: Events[number]): string =>
  typeof customer === "string" ? customer : `${customer.idType}/${customer.value}`;

/** Runs `work` beside a Redis of its own. */
async function inRedis<T>(folder: string, work: (port: number) => Promise<T>): Promise<T> {
  const port = await freePort();
  const options = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder, "--save", ""];
  const server = spawn("redis-server", [...options, "--appendonly", "yes", "--appendfsync", "always"], {
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => server.once("close", resolve));
  try {
    return await work(port);
  } finally {
    server.kill("SIGKILL");
    await ended;
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
