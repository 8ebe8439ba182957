import { DatabaseSync } from "@photostructure/sqlite";
import { StoreError } from "../errors.js";
import { DurableLog, type SyncFile } from "./durable-log.js";

export type SqlValue = string | number | null;

/** A prepared statement: its parameters by position, its rows as the SQL names them. */
export interface Statement<Row> {
  run(...values: SqlValue[]): { readonly changes: number; readonly lastInsertRowid: number | bigint };
  get(...values: SqlValue[]): Row | undefined;
  all(...values: SqlValue[]): Row[];
}

/** The only thing the rest of the store knows of the driver. */
export interface Connection {
  /** The same text gives the same statement, so texts must be few: bind values, never write them into the text. */
  prepare<Row = never>(sql: string): Statement<Row>;
  exec(sql: string): void;
  /** All or nothing, and not to be nested. Durable when it resolves. */
  write<T>(work: () => T): Promise<T>;
  /** The same, durable when `durable()` says so: for what is written all the time. */
  writeSoon<T>(work: () => T): Promise<T>;
  /** The same on the spot, durable when it returns: where no other thread writes, as before one is started. */
  writeNow<T>(work: () => T): T;
  /** One transaction on the spot, without a look at who else writes. Durable when `durable()` says so. */
  transact<T>(work: () => T): T;
  /** Throws when the disk did not take what was written before: nothing is written after that. */
  refuseAfterFailure(): void;
  /** From now on another thread writes, too: `write` and `writeSoon` take turns with it. */
  shareWith(turns: Turns): void;
  /** Resolves when everything written so far is durable. */
  durable(): Promise<void>;
  close(): void;
}

/*
 * Driver, measured on 2 cores (Node 20, WAL, synchronous=FULL, batches of 512, median of 7 runs, rows/s):
 *                                insert 1.5 kB   update 1.5 kB   get by id   load 512 ids at once
 *   @photostructure/sqlite 1.2.1       107 k            89 k        204 k          281 k     (SQLite 3.53)
 *   libsql 0.5.29                       93 k            71 k        125 k          233 k     (SQLite 3.45)
 * Both ship their binary inside the package.
 *
 * Layout, same machine, updates of 1.5 kB rows in random order (rows/s):
 *   page 4096  38 k   page 8192  30–37 k   page 16384  25 k            → 4096, the default
 *   table with rowid 38 k, WITHOUT ROWID 15–26 k (inserts 68 k to 17 k): rows over 1 kB spill to a page each
 *   checkpoint every 1000 pages 33 k, 4000 38 k, 16000 48–57 k         → 16000 (a log of 64 MB)
 */
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL; -- commits are made durable by DurableLog
  PRAGMA foreign_keys = OFF;
  PRAGMA wal_autocheckpoint = 16000;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA cache_size = -65536;
  PRAGMA temp_store = MEMORY;
`;

/** Whose turn it is to write. */
export interface Turns {
  /** Runs `work` while nobody else writes. */
  alone<T>(work: () => T): Promise<T>;
}

/** What benches and tests put in between. */
export interface ConnectionHooks {
  /** Brings the write-ahead log to the disk; default `fdatasync`. */
  readonly sync?: SyncFile | undefined;
  /** Sees every statement that may write, begin and end of transactions among them, before it is run. */
  readonly watch?: ((sql: string, values: readonly SqlValue[]) => void) | undefined;
}

/** How long another process of the same folder (command line, backup) may hold the write lock, ms. */
const BUSY_TIMEOUT_MS = 5_000;

const BEGIN = "BEGIN IMMEDIATE";
const COMMIT = "COMMIT";

/** Opens the data file for writing. Errors of the driver come out as `StoreError`. */
export function openConnection(file: string, { sync, watch }: ConnectionHooks = {}): Connection {
  const database = guard(
    () => new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: false }),
  );
  try {
    guard(() => database.exec(PRAGMAS));
  } catch (error) {
    database.close();
    throw error;
  }
  const log = new DurableLog(file, sync);
  const statements = new Map<string, ReturnType<typeof database.prepare>>();
  const compile = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = guard(() => database.prepare(sql));
    statements.set(sql, statement);
    return statement;
  };
  const begin = compile(BEGIN);
  const commit = compile(COMMIT);
  let turns: Turns | undefined;
  const transact = <T>(work: () => T): T => {
    log.refuseAfterFailure();
    watch?.(BEGIN, []);
    guard(() => begin.run());
    try {
      const result = work();
      watch?.(COMMIT, []);
      guard(() => commit.run());
      return result;
    } catch (error) {
      // A full disk or a failed write may have rolled it back already.
      if (database.isOpen && database.isTransaction) guard(() => database.exec("ROLLBACK"));
      throw error;
    }
  };
  return {
    prepare<Row>(sql: string): Statement<Row> {
      const statement = compile(sql);
      // Written out, not through `guard`: three closures less for each of some ten statements per event.
      return {
        run(...values) {
          watch?.(sql, values);
          try {
            return statement.run(...values);
          } catch (error) {
            throw toStoreError(error);
          }
        },
        get(...values) {
          try {
            return statement.get(...values);
          } catch (error) {
            throw toStoreError(error);
          }
        },
        all(...values) {
          try {
            return statement.all(...values);
          } catch (error) {
            throw toStoreError(error);
          }
        },
      };
    },
    exec: (sql) => guard(() => database.exec(sql)),
    async write(work) {
      if (turns) {
        const result = await turns.alone(() => transact(work));
        await log.durable();
        return result;
      }
      const result = transact(work);
      log.durableNow();
      return result;
    },
    writeSoon: async (work) => (turns ? turns.alone(() => transact(work)) : transact(work)),
    writeNow(work) {
      const result = transact(work);
      log.durableNow();
      return result;
    },
    transact,
    refuseAfterFailure: () => log.refuseAfterFailure(),
    shareWith(others) {
      turns = others;
    },
    durable: () => log.durable(),
    close() {
      if (!database.isOpen) return;
      guard(() => {
        // The driver keeps the file open until its statements are collected, so SQLite's own checkpoint on close would
        // come at some later time or never: the data file would be incomplete without its log.
        database.exec("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)");
        database.close();
      });
      log.close();
    },
  };
}

/** Runs `work`, turning what the driver throws into `StoreError`; everything else passes through. */
export function guard<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStoreError(error);
  }
}

const toStoreError = (error: unknown): unknown =>
  isDriverError(error) ? new StoreError(`the database could not do it: ${error.message}`, { cause: error }) : error;

const DRIVER_CODES: ReadonlySet<unknown> = new Set(["ERR_SQLITE_ERROR", "ERR_INVALID_STATE"]);

function isDriverError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && DRIVER_CODES.has(error.code);
}
