import type { Store } from "../port.js";
import { createAccess } from "./access.js";
import { createBrand } from "./brand.js";
import { createCommit } from "./commit.js";
import { Connection } from "./connection.js";
import { createCustomers } from "./customers.js";
import { Data } from "./data.js";
import { finishRebuild } from "./enrollments.js";
import { createFlows } from "./flows.js";
import { Journal } from "./journal.js";
import { Lease } from "./lease.js";
import { createLog } from "./log.js";
import { LogHead } from "./log-head.js";
import { checkFormat, migrate } from "./migrate.js";
import type { MongoStoreInternals, MongoStoreOptions } from "./open-mongo-store.js";
import { createReadSide } from "./read-side.js";
import { createRecords } from "./records.js";
import { createSchedules } from "./schedules.js";
import { createTasks } from "./tasks.js";

const LEASE_MS = 10_000;

/** As `openMongoStore`, which loads this file, and the driver with it, only where it is used. */
export async function openWithDriver(
  { url, exclusive = true, onTakenOver }: MongoStoreOptions,
  { leaseMs = LEASE_MS, partBytes, ...internals }: MongoStoreInternals,
): Promise<Store> {
  const bare = await Connection.open({ url, ...internals });
  let lease: Lease | undefined;
  try {
    await checkFormat(bare);
    if (!exclusive) return createStore(bare, new Data(bare, undefined, async () => {}), undefined);
    const held = await Lease.take(bare, leaseMs, onTakenOver);
    lease = held;
    const connection = bare.guardedBy(() => held.check());
    await migrate(connection);
    const journal = new Journal(connection, held, partBytes);
    const data = new Data(connection, journal, () => finishRebuild(connection));
    await data.open();
    return createStore(connection, data, held);
  } catch (error) {
    await lease?.release().catch(() => {});
    await bare.close();
    throw error;
  }
}

function createStore(connection: Connection, data: Data, lease: Lease | undefined): Store {
  const head = new LogHead(connection);
  let closing: Promise<void> | undefined;
  return {
    log: createLog(data, head),
    customers: createCustomers(data),
    tasks: createTasks(data),
    flows: createFlows(data),
    brand: createBrand(data),
    access: createAccess(data),
    schedules: createSchedules(data),
    readSide: createReadSide(data),
    records: createRecords(data),
    commit: createCommit(data, head),
    commitsAside: false,
    // Every write waits for the majority as it is.
    durable: () => Promise.resolve(),
    getMeta: async (key) => (await data.read(() => connection.first("facts", { _id: key })))?.value,
    async setMeta(key, value) {
      await data.write(async (draft) => draft.put("facts", { _id: key, value }));
    },
    close() {
      closing ??= close(connection, lease);
      return closing;
    },
  };
}

/** A server that is gone is no reason not to close: the lease then runs out by itself. */
async function close(connection: Connection, lease: Lease | undefined): Promise<void> {
  await lease?.release().catch(() => {});
  await connection.close();
}
