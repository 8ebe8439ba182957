import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { StoreError } from "../errors.js";
import type { CommitBatch, Store } from "../port.js";
import type { SyncFile } from "./durable-log.js";
import { openSqliteStore } from "./open-sqlite-store.js";

const folder = mkdtempSync(join(tmpdir(), "sopflow-durable-"));
let store: Store;
let files = 0;
afterEach(async () => {
  await store.close();
  if (files === 5) rmSync(folder, { recursive: true, force: true });
});

const open = (sync: SyncFile): Store => {
  files += 1;
  store = openSqliteStore({ file: join(folder, `${files}.db`), hooks: { sync } });
  return store;
};

const batch = (seq: number): CommitBatch => ({
  cursor: { consumer: "worker", seq },
  customers: [],
  newTasks: [],
  taskPatches: [],
  taskCloses: [],
  enrollments: [],
  trace: [],
  counters: [],
  notifications: [],
  alerts: [],
  append: [],
  schedules: [],
  erase: [],
});

const entry = (id: string) =>
  ({ kind: "event", id, dedupe: [], at: 1, received: 1, type: "page.viewed", source: "test", body: {} }) as const;

/** A disk that is done when told. */
function slowDisk() {
  const waiting: (() => void)[] = [];
  const sync: SyncFile = () => new Promise((resolve) => waiting.push(resolve));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { sync, turn, syncs: () => waiting.length, finish: (nth: number) => waiting[nth]?.() };
}

describe("commits on their way to the disk", () => {
  it("can be read at once, and are called durable when the disk has them", async () => {
    const disk = slowDisk();
    const { log, commit, durable } = open(disk.sync);
    await commit(batch(7));
    expect(await log.cursor("worker")).toBe(7);
    let isDurable = false;
    const told = durable().then(() => {
      isDurable = true;
    });
    await disk.turn();
    expect(isDurable).toBe(false);
    disk.finish(0);
    await told;
    expect(isDurable).toBe(true);
  });

  it("share one sync when they come while another one runs", async () => {
    const disk = slowDisk();
    const { log } = open(disk.sync);
    const first = log.append([entry("a")]);
    await disk.turn();
    const others = ["b", "c", "d"].map((id) => log.append([entry(id)]));
    await disk.turn();
    expect(disk.syncs()).toBe(1);
    disk.finish(0);
    await first;
    await disk.turn();
    expect(disk.syncs()).toBe(2);
    disk.finish(1);
    expect((await Promise.all(others)).flat().map((one) => one.status)).toEqual(["accepted", "accepted", "accepted"]);
  });

  it("do not answer for an entry that came after the sync began", async () => {
    const disk = slowDisk();
    const { log } = open(disk.sync);
    const first = log.append([entry("a")]);
    await disk.turn();
    let isDurable = false;
    const second = log.append([entry("b")]).then(() => {
      isDurable = true;
    });
    disk.finish(0);
    await first;
    await disk.turn();
    expect(isDurable).toBe(false);
    disk.finish(1);
    await second;
  });

  it("stop for good when the disk fails, and say what to do", async () => {
    const { log, commit } = open(() => Promise.reject(new Error("EIO: i/o error")));
    await expect(log.append([entry("a")])).rejects.toThrow(/EIO.*start sopflow again/);
    await expect(commit(batch(1))).rejects.toThrow(StoreError);
    await expect(log.append([entry("b")])).rejects.toThrow(StoreError);
  });

  it("are all durable once the store is closed, also while a sync is under way", async () => {
    const disk = slowDisk();
    const { log } = open(disk.sync);
    const first = log.append([entry("a")]);
    await disk.turn();
    await store.close();
    disk.finish(0);
    await first;
    const again = openSqliteStore({ file: join(folder, `${files}.db`) });
    expect((await again.log.read(0, 10)).map(({ id }) => id)).toEqual(["a"]);
    await again.close();
  });
});
