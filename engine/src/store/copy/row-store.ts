import type { CopyRow, TableName } from "./tables.js";

/** A store, row by row: what copying needs of it. Nothing else works on it meanwhile. */
export interface RowStore {
  /** Where it lies, to be shown. */
  readonly place: string;
  count(name: TableName): Promise<number>;
  /** All rows in pieces, in the order of their keys. */
  pages(name: TableName): AsyncIterable<readonly CopyRow[]>;
  /** Adds rows; one that is there is replaced. */
  add(name: TableName, rows: readonly CopyRow[]): Promise<void>;
  clear(name: TableName): Promise<void>;
  forgetFact(key: string): Promise<void>;
  lastSeq(): Promise<number>;
  /** Later log positions come behind it, also where the entries up to it were trimmed. */
  noteLastSeq(seq: number): Promise<void>;
  close(): Promise<void>;
}

/** Rows read and written at a time. */
export const PAGE = 1_000;
