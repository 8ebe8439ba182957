import { closeSync, fdatasync, fdatasyncSync, fsyncSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { StoreError } from "../errors.js";

/** Brings what was written to an open file to the disk. */
export type SyncFile = (handle: number) => Promise<void>;

const syncFile: SyncFile = promisify(fdatasync);

/**
 * Makes commits durable beside the work instead of within it. SQLite itself runs with `synchronous = NORMAL`: a commit
 * is in the write-ahead log when it returns, in order and whole or not at all, but not yet on the disk. This brings the
 * log there, off the main thread.
 *
 * D1. The log is one file written from front to back, so whatever is durable has everything before it durable, too: a
 *     crash of the machine may take the newest commits that nobody was told of, never one from the middle.
 * D2. One sync at a time: all that was written while it ran shares the next one.
 * D3. After a failed sync nobody knows what is on the disk, and another one would say "done" of pages the system gave
 *     up: nothing is written any more until the product is started again.
 */
export class DurableLog {
  #handle: number | undefined;
  #failure: StoreError | undefined;
  #isClosed = false;
  /** The sync that has not begun yet; who comes before it begins shares it. */
  #next: Promise<void> | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly file: string,
    private readonly sync: SyncFile = syncFile,
  ) {}

  /** Resolves when all that is committed by now is on the disk. */
  durable(): Promise<void> {
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      const running = this.#sync();
      this.#running = running.catch(() => {});
      return running;
    });
    return this.#next;
  }

  /** The same, waiting on the spot. */
  durableNow(): void {
    this.refuseAfterFailure();
    try {
      fdatasyncSync(this.#open());
    } catch (error) {
      throw this.#fail(error);
    }
  }

  refuseAfterFailure(): void {
    if (this.#failure) throw this.#failure;
  }

  /** To be called when SQLite has closed the log, and so made all of it durable. */
  close(): void {
    this.#isClosed = true;
    void this.#running.then(() => {
      if (this.#handle !== undefined) closeSync(this.#handle);
      this.#handle = undefined;
    });
  }

  async #sync(): Promise<void> {
    this.refuseAfterFailure();
    if (this.#isClosed) return;
    try {
      await this.sync(this.#open());
    } catch (error) {
      throw this.#fail(error);
    }
  }

  /** SQLite makes the file with its first write and keeps it until it is closed. */
  #open(): number {
    if (this.#handle !== undefined) return this.#handle;
    this.#handle = openSync(`${this.file}-wal`, "r+");
    syncFolder(dirname(this.file));
    return this.#handle;
  }

  #fail(error: unknown): StoreError {
    const reason = error instanceof Error ? error.message : String(error);
    this.#failure ??= new StoreError(
      `the disk did not take what was written (${reason}): check it, then start sopflow again`,
      { cause: error },
    );
    return this.#failure;
  }
}

/** A new file's name is not durable before its folder is. */
function syncFolder(folder: string): void {
  let handle: number | undefined;
  try {
    handle = openSync(folder, "r");
    fsyncSync(handle);
  } catch {
    // Some systems do not open folders; theirs are durable by themselves.
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
