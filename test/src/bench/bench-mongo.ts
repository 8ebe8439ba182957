import { randomUUID } from "node:crypto";
import { createEngine, type DemoBrand, instantWaker, openMongoStore, VirtualClock } from "@sopflow/engine";
import { MongoClient } from "mongodb";
import { type MongoServer, startMongoServer } from "../contract/mongo-server.js";
import {
  type BenchWorldOptions,
  demoBrand,
  inFolder,
  inWorld,
  postAll,
  prepare,
  templateFlows,
} from "./engine-world.js";
import { median, sizeOf } from "./figures.js";

export interface MongoBenchResult {
  readonly store: string;
  readonly events: number;
  readonly eventsPerSecond: number;
  readonly eventsPerSecondMedian: number;
  /** Of the embedded store's figure in the same run, best and middle rounds. */
  readonly shareOfSqlite: number;
  readonly shareOfSqliteMedian: number;
  readonly tasks: number;
}

/**
 * The same events through the whole engine, on the embedded store and on MongoDB in turn: posted in calls of 512 and
 * durable, applied, timers served, and everything that follows durable. Says which server it was: FerretDB scans for most
 * filters, so a figure taken on it is one of FerretDB. `SOPFLOW_TEST_MONGODB` names another; `SOPFLOW_BENCH_EVENTS` sets
 * how many events (300: on FerretDB the time grows with their square).
 */
export async function benchMongo(): Promise<MongoBenchResult[]> {
  const server = await startMongoServer();
  if (typeof server === "string") throw new Error(server);
  try {
    const name = await nameOf(server);
    if (server.kind === "FerretDB v1")
      console.log(`${name}: a stand-in for correctness, its speed says nothing of MongoDB's`);
    const brand = demoBrand();
    const events = brand.events.slice(0, sizeOf("EVENTS", 300));
    const options = { brand, flows: templateFlows() };
    const embedded: Round[] = [];
    const mongo: Round[] = [];
    for (let round = 0; round < sizeOf("ROUNDS", 3); round++) {
      embedded.push(await inWorld(options, (world) => play(world, events)));
      mongo.push(await inMongoWorld(server, options, events));
    }
    const issued = new Set([...embedded, ...mongo].map(({ tasks }) => tasks));
    if (issued.size !== 1) throw new Error(`the stores do not agree on how many tasks there are: ${[...issued]}`);
    return [
      resultOf("SQLite, embedded", events.length, embedded, embedded),
      resultOf(name, events.length, mongo, embedded),
    ];
  } finally {
    await server.stop();
  }
}

interface Round {
  readonly seconds: number;
  readonly tasks: number;
}

async function play(world: Parameters<typeof postAll>[0], events: DemoBrand["events"]): Promise<Round> {
  const seconds = await postAll(world, events);
  return { seconds, tasks: await world.store.tasks.count({}) };
}

const inMongoWorld = (server: MongoServer, options: BenchWorldOptions, events: DemoBrand["events"]): Promise<Round> =>
  inFolder(async (folder) => {
    const url = server.database(`sopflow-bench-${randomUUID()}`);
    const store = await openMongoStore({ url });
    try {
      await prepare(store, options);
      const clock = new VirtualClock(0);
      return await play({ folder, store, clock, engine: createEngine({ store, clock, waker: instantWaker }) }, events);
    } finally {
      await store.close();
      await withClient(url, (client) => client.db().dropDatabase());
    }
  });

/** Kind and version, as the server tells them. */
const nameOf = (server: MongoServer): Promise<string> =>
  withClient(server.database("admin"), async (client) => {
    const { version } = await client.db().command({ buildInfo: 1 });
    return server.kind === "FerretDB v1"
      ? `${server.kind} on SQLite (speaks as MongoDB ${version})`
      : `MongoDB ${version}`;
  });

async function withClient<T>(url: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(url);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

function resultOf(
  store: string,
  events: number,
  rounds: readonly Round[],
  embedded: readonly Round[],
): MongoBenchResult {
  const best = (all: readonly Round[]) => Math.min(...all.map(({ seconds }) => seconds));
  const middle = (all: readonly Round[]) => median(all.map(({ seconds }) => seconds));
  return {
    store,
    events,
    eventsPerSecond: events / best(rounds),
    eventsPerSecondMedian: events / middle(rounds),
    shareOfSqlite: best(embedded) / best(rounds),
    shareOfSqliteMedian: middle(embedded) / middle(rounds),
    tasks: rounds[0]?.tasks ?? 0,
  };
}
