import type { Store } from "@sopflow/engine";
import { readConfig } from "../config.js";
import { hasData, openStore } from "../open-store.js";
import { CommandFailure } from "./command-failure.js";
import { EXIT } from "./exit-codes.js";
import type { Io } from "./io.js";

/** Works on the store of the settings, alone; closes it whatever happens. */
export async function withStore<T>(io: Io, work: (store: Store) => Promise<T>): Promise<T> {
  return using(await openStore(readConfig(io.env), true), work);
}

/** Looks into the store of the settings, also while a server works on it. There must be one. */
export async function withStoreToLookAt<T>(io: Io, work: (store: Store) => Promise<T>): Promise<T> {
  const config = readConfig(io.env);
  if (!hasData(config)) {
    throw new CommandFailure(
      EXIT.failure,
      `there is no data in ${config.dataFolder}: run \`sopflow serve\` once, or set SOPFLOW_DATA`,
    );
  }
  return using(await openStore(config, false), work);
}

async function using<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
