import { closeSync, openSync, readSync, statSync } from "node:fs";
import { DatabaseSync } from "@photostructure/sqlite";
import { DataFolderError, NewerDataError } from "../errors.js";
import { guard } from "./connection.js";

/** "SOPF": marks a SQLite file as this product's. */
export const APPLICATION_ID = 0x534f5046;

/** Offsets in SQLite's file header (sqlite.org/fileformat2.html). */
const USER_VERSION_AT = 60;
const APPLICATION_ID_AT = 68;
const HEADER_BYTES = 100;

/**
 * Format of the data in `file`, 0 when there is none yet. Throws `NewerDataError` and `DataFolderError` without changing
 * a byte: the header is read as plain bytes first, and SQLite opens the file, for reading only, just when a write-ahead
 * log may hold a later header (an upgrade that was killed before its checkpoint).
 */
export function checkDataFormat(file: string, supported: number): number {
  const header = readHeader(file);
  const format = hasLog(file) ? readThroughLog(file) : header;
  if (!format) return 0;
  if (format.application !== APPLICATION_ID && (format.application !== 0 || format.version !== 0)) {
    throw new DataFolderError(`${file} is not sopflow's data: name another data folder`);
  }
  if (format.version > supported) throw new NewerDataError(format.version, supported);
  return format.version;
}

interface Format {
  readonly version: number;
  readonly application: number;
}

function readHeader(file: string): Format | undefined {
  const bytes = Buffer.alloc(HEADER_BYTES);
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch {
    return undefined; // not there yet
  }
  try {
    const length = readSync(handle, bytes, 0, HEADER_BYTES, 0);
    if (length === 0) return undefined;
    if (length < HEADER_BYTES || bytes.toString("latin1", 0, 15) !== "SQLite format 3") {
      throw new DataFolderError(`${file} is not sopflow's data: name another data folder`);
    }
    return { version: bytes.readUInt32BE(USER_VERSION_AT), application: bytes.readUInt32BE(APPLICATION_ID_AT) };
  } finally {
    closeSync(handle);
  }
}

function hasLog(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function readThroughLog(file: string): Format {
  return guard(() => {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
    try {
      return {
        version: Number(database.prepare("PRAGMA user_version").get()?.user_version),
        application: Number(database.prepare("PRAGMA application_id").get()?.application_id),
      };
    } finally {
      database.close();
    }
  });
}
