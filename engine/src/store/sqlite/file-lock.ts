import { DatabaseSync } from "@photostructure/sqlite";
import { DataFolderError, StoreBusyError } from "../errors.js";

/** SQLITE_BUSY. */
const BUSY = 5;

/**
 * Takes the data file for this process, through an exclusive transaction held open on a small file beside it. The
 * operating system ends the lock with the process, however it dies, so no stale lock is ever left to clear by hand
 * (a pid file would need that). Returns what gives it back. Throws `StoreBusyError` when another holds it.
 */
export function lockFile(file: string): () => void {
  let lock: ReturnType<typeof openLock> | undefined;
  try {
    lock = openLock(file);
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock?.close();
    if (error instanceof Error && "errcode" in error && error.errcode === BUSY) throw new StoreBusyError(file);
    throw new DataFolderError(`cannot lock ${file}: ${String(error)}`, { cause: error });
  }
  const held = lock;
  return () => {
    if (held.isOpen) held.close();
  };
}

function openLock(file: string) {
  return new DatabaseSync(`${file}.lock`, { timeout: 0 });
}
