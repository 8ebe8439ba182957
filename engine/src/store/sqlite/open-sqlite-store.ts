import type { Store } from "../port.js";
import { createAccess } from "./access.js";
import { prepareAppend } from "./append-log.js";
import { createBrand } from "./brand.js";
import { prepareCommit } from "./commit.js";
import { type Connection, type ConnectionHooks, openConnection } from "./connection.js";
import { createCustomers } from "./customers.js";
import { prepareDataFolder } from "./data-folder.js";
import { checkDataFormat } from "./data-format.js";
import { lockFile } from "./file-lock.js";
import { createFlows } from "./flows.js";
import { createLog } from "./log.js";
import { DATA_FORMAT, migrate } from "./migrate.js";
import { createReadSide } from "./read-side.js";
import { createRecords } from "./records.js";
import { createSchedules } from "./schedules.js";
import { createTasks } from "./tasks.js";

export interface SqliteStoreOptions {
  /** Path of the data file; its folder is made when it is missing. Beside it lie `-wal`, `-shm` and `.lock`. */
  readonly file: string;
  /** Whether this process alone may work on the file (default). False: beside a running one, to look or to append. */
  readonly exclusive?: boolean;
  readonly hooks?: ConnectionHooks;
}

/**
 * Opens the embedded store, and brings older data forward. One process with `exclusive` at a time: `StoreBusyError`.
 * Also throws `DataFolderError` (not writable, not ours) and `NewerDataError`; then the data file is as it was.
 */
export function openSqliteStore({ file, exclusive = true, hooks }: SqliteStoreOptions): Store {
  prepareDataFolder(file);
  checkDataFormat(file, DATA_FORMAT);
  const unlock = exclusive ? lockFile(file) : () => {};
  let connection: Connection | undefined;
  try {
    connection = openConnection(file, hooks);
    migrate(connection);
    return createStore(connection, unlock);
  } catch (error) {
    connection?.close();
    unlock();
    throw error;
  }
}

function createStore(connection: Connection, unlock: () => void): Store {
  const append = prepareAppend(connection);
  const commit = prepareCommit(connection, append);
  const getMeta = connection.prepare<{ value: string }>("SELECT value FROM meta WHERE key = ?");
  const setMeta = connection.prepare(
    "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  );
  return {
    log: createLog(connection, append),
    customers: createCustomers(connection),
    tasks: createTasks(connection),
    flows: createFlows(connection),
    brand: createBrand(connection),
    access: createAccess(connection),
    schedules: createSchedules(connection),
    readSide: createReadSide(connection),
    records: createRecords(connection),
    commit: async (batch) => commit(batch),
    durable: () => connection.durable(),
    getMeta: async (key) => getMeta.get(key)?.value,
    async setMeta(key, value) {
      connection.write(() => setMeta.run(key, value));
    },
    async close() {
      connection.close();
      unlock();
    },
  };
}
