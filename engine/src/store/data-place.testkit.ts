import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "./port.js";
import { openSqliteStore } from "./sqlite/open-sqlite-store.js";

/** One place for data, and ways to come back to it. */
export interface DataPlace {
  /** Opens the data anew; what was opened before is closed first. */
  open(): Promise<Store>;
  /** Opens what a process killed at this moment would leave; what was opened before is not told. */
  openAfterCrash(): Promise<Store>;
  /** Closes everything and removes the data. */
  dispose(): Promise<void>;
}

/** A SQLite file in a folder of its own; with `thread` another thread writes it. */
export function sqlitePlace(thread: boolean | URL = false): DataPlace {
  const root = mkdtempSync(join(tmpdir(), "sopflow-store-"));
  const opened: Store[] = [];
  let folder = join(root, "data");
  let crashes = 0;
  const closeAll = async () => {
    for (const store of opened.splice(0)) await store.close();
  };
  const open = async () => {
    const store = openSqliteStore({ file: join(folder, "sopflow.db"), thread });
    opened.push(store);
    return store;
  };
  return {
    async open() {
      await closeAll();
      return open();
    },
    // A copy of the files as they lie there is what a killed process leaves.
    async openAfterCrash() {
      crashes++;
      const copy = join(root, `crash-${crashes}`);
      cpSync(folder, copy, { recursive: true });
      folder = copy;
      return open();
    },
    async dispose() {
      await closeAll();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
