import { existsSync } from "node:fs";
import { openSqliteStore, type Store } from "@sopflow/engine";
import { readConfig } from "../config.js";
import { dataFile } from "../data-file.js";
import { CommandFailure } from "./command-failure.js";
import { EXIT } from "./exit-codes.js";
import type { Io } from "./io.js";

/** Works on the store of the data folder, alone; closes it whatever happens. */
export async function withStore<T>(io: Io, work: (store: Store) => Promise<T>): Promise<T> {
  return using(openSqliteStore({ file: dataFile(readConfig(io.env).dataFolder) }), work);
}

/** Looks into the store of the data folder, also while a server works on it. The folder must be there. */
export async function withStoreToLookAt<T>(io: Io, work: (store: Store) => Promise<T>): Promise<T> {
  const { dataFolder } = readConfig(io.env);
  const file = dataFile(dataFolder);
  if (!existsSync(file)) {
    throw new CommandFailure(
      EXIT.failure,
      `there is no data in ${dataFolder}: run \`sopflow serve\` once, or set SOPFLOW_DATA`,
    );
  }
  return using(openSqliteStore({ file, exclusive: false }), work);
}

async function using<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
