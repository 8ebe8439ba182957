import type { TakenOverError } from "../errors.js";
import type { Store } from "../port.js";

export interface MongoStoreOptions {
  /** `mongodb://…` or `mongodb+srv://…`; its path names the database (`sopflow` when it has none). One brand each. */
  readonly url: string;
  /** Whether this process alone works on the database (default). False: beside a running one, to look only. */
  readonly exclusive?: boolean;
  /**
   * Called once when another process has taken the database over, because this one was stopped or cut off for longer than
   * its lease. From then on every write rejects with the same error, and what this process knows is stale: it is to end.
   */
  readonly onTakenOver?: (error: TakenOverError) => void;
}

/** What only tests set. */
export interface MongoStoreInternals {
  /** Called before every write that reaches the server: tests end the process there. */
  readonly beforeWrite?: (what: string) => void;
  /** Documents written with one call (1,000). */
  readonly chunk?: number;
  /** How long a holder may be silent before another takes its place, ms (10,000). */
  readonly leaseMs?: number;
  /** Size from which a journal is written in parts. */
  readonly partBytes?: number;
}

/**
 * Opens the store on MongoDB (from 4.4) or FerretDB, brings older data forward and finishes what a killed process began.
 * One process with `exclusive` at a time: `StoreBusyError`; after one that was killed, opening waits up to ten seconds
 * for its lease to run out. Also throws `StoreError` (no server answers), `DataFolderError` (not ours) and
 * `NewerDataError`; then the data is as it was.
 */
export async function openMongoStore(options: MongoStoreOptions, internals: MongoStoreInternals = {}): Promise<Store> {
  const { openWithDriver } = await import("./mongo-store.js");
  return openWithDriver(options, internals);
}
