import { existsSync } from "node:fs";
import {
  COPYING,
  DataFolderError,
  type MongoStoreOptions,
  openMongoStore,
  openSqliteStore,
  type Store,
} from "@sopflow/engine";
import type { Config } from "./config.js";
import { dataFile } from "./data-file.js";

type Place = Pick<Config, "dataFolder" | "mongoUrl">;

interface OpenOptions {
  readonly onTakenOver?: NonNullable<MongoStoreOptions["onTakenOver"]>;
  /** Whether the embedded store has a thread that writes: for the engine, which works meanwhile. */
  readonly thread?: boolean;
}

/**
 * Opens the store that the settings name: alone, or (`exclusive` false) beside a running server to look into it. Throws
 * what the stores throw, and `DataFolderError` for a copy that was never finished. `onTakenOver` is told when another
 * process has the data from then on, which the embedded store does not let happen.
 */
export async function openStore(
  { dataFolder, mongoUrl }: Place,
  exclusive: boolean,
  { onTakenOver = () => {}, thread = false }: OpenOptions = {},
): Promise<Store> {
  const store =
    mongoUrl === undefined
      ? openSqliteStore({ file: dataFile(dataFolder), exclusive, thread })
      : await openMongoStore({ url: mongoUrl, exclusive, onTakenOver });
  try {
    if ((await store.getMeta(COPYING)) !== undefined) {
      throw new DataFolderError(
        "a copy into this store was broken off, so it holds a part only: run `sopflow store copy` again",
      );
    }
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Whether there is anything to look into. */
export const hasData = ({ dataFolder, mongoUrl }: Place): boolean =>
  mongoUrl !== undefined || existsSync(dataFile(dataFolder));
