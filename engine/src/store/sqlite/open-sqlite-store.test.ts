import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DataFolderError, NewerDataError, StoreBusyError, StoreError } from "../errors.js";
import type { Store } from "../port.js";
import { APPLICATION_ID } from "./data-format.js";
import { DATA_FORMAT } from "./migrate.js";
import { openSqliteStore } from "./open-sqlite-store.js";

let folder = "";
const opened: Store[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sopflow-sqlite-"));
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (file: string, exclusive?: boolean) => {
  const store = openSqliteStore(exclusive === undefined ? { file } : { file, exclusive });
  opened.push(store);
  return store;
};

describe("the data folder", () => {
  it("is made when it is missing, with everything in one file after closing", async () => {
    const file = join(folder, "new", "deep", "sopflow.db");
    const store = open(file);
    await store.setMeta("install", "1");
    await store.close();
    writeFileSync(join(folder, "copy.db"), readFileSync(file));
    expect(await open(join(folder, "copy.db")).getMeta("install")).toBe("1");
  });

  it("that cannot be a folder is refused with one line that says what to do", () => {
    writeFileSync(join(folder, "file"), "");
    const attempt = () => open(join(folder, "file", "sopflow.db"));
    expect(attempt).toThrow(DataFolderError);
    expect(attempt).toThrow(
      /^the data folder .+ cannot be written \(\w+\): give this user write permission, or [^\n]+$/,
    );
  });

  it("without write permission is refused and left alone", () => {
    // Root may write everywhere but where the system itself refuses.
    const locked = process.getuid?.() === 0 ? "/proc/self" : join(folder, "locked");
    if (!existsSync(locked)) mkdirSync(locked, { mode: 0o555 });
    expect(() => open(join(locked, "sopflow.db"))).toThrow(DataFolderError);
    expect(existsSync(join(locked, "sopflow.db"))).toBe(false);
  });

  it.each(["a letter to somebody".repeat(20), "short"])(
    "with a file that is no database is refused and left alone",
    (text) => {
      const file = join(folder, "sopflow.db");
      writeFileSync(file, text);
      expect(() => open(file)).toThrow(DataFolderError);
      expect(readFileSync(file, "utf8")).toBe(text);
    },
  );

  it("with another product's database is refused", () => {
    const file = join(folder, "sopflow.db");
    const other = new DatabaseSync(file);
    other.exec("PRAGMA user_version = 1; CREATE TABLE theirs (a)");
    other.close();
    expect(() => open(file)).toThrow(DataFolderError);
  });
});

describe("newer data", () => {
  /** Data that a version from the future has written, checkpointed or with its last write still in the log. */
  const writeNewer = async (file: string, checkpointed: boolean) => {
    await open(file).close();
    const future = new DatabaseSync(file);
    future.exec(`PRAGMA wal_autocheckpoint = 0; PRAGMA application_id = ${APPLICATION_ID}`);
    future.exec(`CREATE TABLE future (a); PRAGMA user_version = ${DATA_FORMAT + 1}`);
    if (checkpointed) future.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return future;
  };
  const bytes = (file: string) => [file, `${file}-wal`].map((path) => readFileSync(path).toString("base64"));

  it.each([true, false])("is refused and not touched (checkpointed: %s)", async (checkpointed) => {
    const file = join(folder, "sopflow.db");
    const future = await writeNewer(file, checkpointed);
    const before = bytes(file);
    const attempt = () => open(file);
    expect(attempt).toThrow(NewerDataError);
    expect(attempt).toThrow(`format ${DATA_FORMAT + 1}, this version reads up to ${DATA_FORMAT}`);
    expect(bytes(file)).toEqual(before);
    future.close();
  });
});

describe("two at once", () => {
  it("cannot both be exclusive; a second that only looks or appends may come", async () => {
    const file = join(folder, "sopflow.db");
    const first = open(file);
    expect(() => open(file)).toThrow(StoreBusyError);
    const beside = open(file, false);
    await beside.setMeta("from", "beside");
    expect(await first.getMeta("from")).toBe("beside");
    await first.close();
    expect(() => open(file)).not.toThrow();
  });

  it("are told apart by the system, so that a killed process holds nothing", async () => {
    const file = join(folder, "sopflow.db");
    const driver = JSON.stringify(createRequire(import.meta.url).resolve("@photostructure/sqlite"));
    const script = `const { DatabaseSync } = require(${driver});
      const lock = new DatabaseSync(${JSON.stringify(`${file}.lock`)}); lock.exec("BEGIN EXCLUSIVE");
      process.stdout.write("held"); setInterval(() => lock, 1e6);`;
    const holder = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    const exit = once(holder, "exit");
    try {
      await once(holder.stdout, "data");
      expect(() => open(file)).toThrow(StoreBusyError);
    } finally {
      holder.kill("SIGKILL");
      await exit;
    }
    expect(() => open(file)).not.toThrow();
  });
});

describe("failures of the driver", () => {
  it("come out as StoreError, also after closing, and closing twice is fine", async () => {
    const store = open(join(folder, "sopflow.db"));
    await store.close();
    await store.close();
    await expect(store.getMeta("a")).rejects.toThrow(StoreError);
    await expect(store.setMeta("a", "b")).rejects.toThrow(StoreError);
  });

  it("take back the whole write, and the next one works", async () => {
    const store = open(join(folder, "sopflow.db"));
    const link = { hash: "h", userId: "u", role: "viewer", expiresAt: 9 } as const;
    await store.access.addLink(link);
    await expect(store.access.addLink(link)).rejects.toThrow(StoreError);
    await store.setMeta("a", "b");
    expect(await store.getMeta("a")).toBe("b");
  });
});
