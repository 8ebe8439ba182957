import { createHash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { DataFolderError, StoreError } from "../errors.js";
import type { RowStore } from "./row-store.js";
import { type CopyRow, TABLE_NAMES, TABLES, type TableName } from "./tables.js";

/** Fact that stands in a store while it is being filled: the product does not start on half a copy. */
export const COPYING = "store.copying";

export interface CopyOptions {
  /** `mongodb://…`, a data folder, or a data file (ends in `.db`). */
  readonly from: string;
  /** The same. Must be empty, or what an earlier copy that was broken off has left. */
  readonly to: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (table: string, done: number, total: number) => void;
}

export interface CopiedTable {
  readonly table: TableName;
  readonly count: number;
  /** Sum over the hashes of all rows: equal on both sides, whatever their order. */
  readonly hash: string;
}

/**
 * Copies everything from one store to another, each of which it takes for itself: `StoreBusyError` while a server works
 * there. Then reads both sides again, and compares number and hash of the rows of every table. Throws `DataFolderError`
 * (nothing at `from`, something at `to`) and `StoreError` (the check failed); an interrupted copy can be started again.
 */
export async function copyStore({ from, to, signal, onProgress }: CopyOptions): Promise<CopiedTable[]> {
  const source = await openRows(from, true);
  try {
    const target = await openRows(to, false);
    try {
      await prepareTarget(target);
      for (const name of TABLE_NAMES) await copyTable(source, target, name, signal, onProgress);
      await target.noteLastSeq(await source.lastSeq());
      const copied = await check(source, target, signal);
      await target.forgetFact(COPYING);
      return copied;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

const isMongo = (place: string) => /^mongodb(\+srv)?:\/\//.test(place);

async function openRows(place: string, mustExist: boolean): Promise<RowStore> {
  if (isMongo(place)) return (await import("./mongo-rows.js")).openMongoRows(place);
  const isFile = place.endsWith(".db") && !(existsSync(place) && statSync(place).isDirectory());
  const file = isFile ? place : join(place, "sopflow.db");
  if (mustExist && !existsSync(file)) throw new DataFolderError(`there is no data at ${file}: name where it is`);
  return (await import("./sqlite-rows.js")).openSqliteRows(file);
}

async function prepareTarget(target: RowStore): Promise<void> {
  const mark = (await factsOf(target)).some(({ _id }) => _id === COPYING);
  for (const name of TABLE_NAMES) {
    if (mark) await (name === "facts" ? forgetFacts(target) : target.clear(name));
    else if ((await target.count(name)) > 0) {
      throw new DataFolderError(`${target.place} holds data (${name}): name an empty place to copy to`);
    }
  }
  await target.add("facts", [{ _id: COPYING, value: "1" }]);
}

/** All but the mark. */
async function forgetFacts(target: RowStore): Promise<void> {
  for (const { _id } of await factsOf(target)) if (_id !== COPYING) await target.forgetFact(String(_id));
}

async function factsOf(store: RowStore): Promise<CopyRow[]> {
  const found: CopyRow[] = [];
  for await (const page of store.pages("facts")) found.push(...page);
  return found;
}

async function copyTable(
  source: RowStore,
  target: RowStore,
  name: TableName,
  signal: AbortSignal | undefined,
  onProgress: CopyOptions["onProgress"],
): Promise<void> {
  const total = await source.count(name);
  let done = 0;
  for await (const page of source.pages(name)) {
    signal?.throwIfAborted();
    await target.add(name, page);
    done += page.length;
    onProgress?.(name, done, total);
  }
}

async function check(source: RowStore, target: RowStore, signal: AbortSignal | undefined): Promise<CopiedTable[]> {
  const copied: CopiedTable[] = [];
  for (const table of TABLE_NAMES) {
    signal?.throwIfAborted();
    const [there, here] = [await summarize(source, table), await summarize(target, table)];
    if (there.count !== here.count || there.hash !== here.hash) {
      throw new StoreError(
        `the copy differs in ${table} (${there.count} rows in ${source.place}, ${here.count} in ${target.place}): copy again`,
      );
    }
    copied.push({ table, ...there });
  }
  if ((await source.lastSeq()) !== (await target.lastSeq())) throw new StoreError("the copy's log ends elsewhere");
  return copied;
}

async function summarize(store: RowStore, name: TableName): Promise<{ count: number; hash: string }> {
  const fields = Object.keys(TABLES[name].columns);
  let count = 0;
  let sum = 0n;
  for await (const page of store.pages(name)) {
    for (const row of page) {
      if (name === "facts" && row._id === COPYING) continue;
      const text = JSON.stringify(fields.map((field) => row[field] ?? null));
      sum = (sum + createHash("sha256").update(text).digest().readBigUInt64BE()) & 0xffff_ffff_ffff_ffffn;
      count++;
    }
  }
  return { count, hash: sum.toString(16).padStart(16, "0") };
}
