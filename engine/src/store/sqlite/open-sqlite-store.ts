import type { Store } from "../port.js";
import { createAccess } from "./access.js";
import { createBrand } from "./brand.js";
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
import { startWriterThread, threadEntry, type WriterThread } from "./start-writer-thread.js";
import { createTasks } from "./tasks.js";
import { createWriter, runHere } from "./writer.js";

export interface SqliteStoreOptions {
  /** Path of the data file; its folder is made when it is missing. Beside it lie `-wal`, `-shm` and `.lock`. */
  readonly file: string;
  /** Whether this process alone may work on the file (default). False: beside a running one, to look or to append. */
  readonly exclusive?: boolean;
  /**
   * Whether events and batches are written by a thread of its own, so that the next ones are worked out meanwhile. Where
   * the code is not built (tests run from source) there is none; a URL names the built thread.
   */
  readonly thread?: boolean | URL;
  readonly hooks?: ConnectionHooks;
}

/**
 * Opens the embedded store, and brings older data forward. One process with `exclusive` at a time: `StoreBusyError`.
 * Also throws `DataFolderError` (not writable, not ours) and `NewerDataError`; then the data file is as it was.
 */
export function openSqliteStore({ file, exclusive = true, thread = false, hooks }: SqliteStoreOptions): Store {
  prepareDataFolder(file);
  checkDataFormat(file, DATA_FORMAT);
  const unlock = exclusive ? lockFile(file) : () => {};
  let connection: Connection | undefined;
  try {
    connection = openConnection(file, hooks);
    migrate(connection);
    // Who watches the statements has to be on their thread.
    const entry = hooks?.watch === undefined ? threadEntry(thread) : undefined;
    return createStore(connection, unlock, entry && startWriterThread(file, entry));
  } catch (error) {
    connection?.close();
    unlock();
    throw error;
  }
}

function createStore(connection: Connection, unlock: () => void, thread: WriterThread | undefined): Store {
  if (thread) connection.shareWith(thread);
  const writer = createWriter(thread ?? runHere(connection), connection.refuseAfterFailure);
  const getMeta = connection.prepare<{ value: string }>("SELECT value FROM meta WHERE key = ?");
  const setMeta = connection.prepare(
    "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  );
  return {
    log: createLog(connection, writer),
    customers: createCustomers(connection, writer),
    tasks: createTasks(connection),
    flows: createFlows(connection),
    brand: createBrand(connection),
    access: createAccess(connection),
    schedules: createSchedules(connection),
    readSide: createReadSide(connection),
    records: createRecords(connection),
    commit: writer.commit,
    commitsAside: true,
    durable: () => connection.durable(),
    getMeta: async (key) => getMeta.get(key)?.value,
    async setMeta(key, value) {
      await connection.write(() => setMeta.run(key, value));
    },
    async close() {
      await thread?.close();
      connection.close();
      unlock();
    },
  };
}
