import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Customer } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqliteStore, type Store } from "../store/index.js";
import { createEngine, instantWaker, type SopEngine, VirtualClock } from "../worker/index.js";
import { BadRows } from "./bad-rows.js";
import { readEventsNdjson } from "./events-ndjson.js";
import { exportAll } from "./export-all.js";
import { type ImportFiles, type ImportProgress, importHistory } from "./import-history.js";

const NOW = Date.parse("2026-03-01T10:00:00+08:00");
const ORDERS = [
  "order_id,customer_id,paid_at,quantity,amount",
  "o1,c1,2026-01-01T12:00:00+08:00,1,10.00",
  "o2,c2,2026-01-02T12:00:00+08:00,1,20.00",
  "o3,c1,2026-02-01T12:00:00+08:00,1,x",
  "o4,c1,2026-02-01T12:00:00+08:00,1,40.10",
  "o5,c1,2026-04-01T12:00:00+08:00,1,1.00",
].join("\n");

let folder: string;
let store: Store;
let engine: SopEngine;
const clock = new VirtualClock(NOW);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sopflow-import-"));
  store = openSqliteStore({ file: join(folder, "sopflow.db") });
  engine = createEngine({ store, clock, waker: instantWaker });
});

afterEach(async () => {
  await engine.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const run = (files: ImportFiles, more: { resume?: boolean; onProgress?: (p: ImportProgress) => void } = {}) =>
  importHistory({ store, engine, clock, files, ...more });

async function customer(id: string): Promise<Customer | undefined> {
  await engine.runUntilIdle();
  return (await store.customers.load([id])).get(id);
}

describe("an import", () => {
  it("loads orders as history, bad rows aside, those of the future among them", async () => {
    const [orders] = await run({ orders: file("orders.csv", ORDERS) });
    expect(orders).toMatchObject({ kind: "orders", rows: 4, resumed: 0, accepted: 3, duplicates: 0 });
    expect(orders?.badRows.rows.map(({ line }) => line)).toEqual([4, 6]);
    expect((await customer("c1"))?.orders).toMatchObject({ count: 2, spend: 5_010 });
    expect((await customer("c1"))?.bound).toBe(true);
    expect(await store.tasks.count({})).toBe(0);
  });

  it("may be repeated: every row is known, and none counts twice", async () => {
    const path = file("orders.csv", ORDERS);
    await run({ orders: path });
    expect(await run({ orders: path })).toMatchObject([{ resumed: 4, accepted: 0 }]);
    expect(await run({ orders: path }, { resume: false })).toMatchObject([{ resumed: 0, accepted: 0, duplicates: 3 }]);
    expect((await customer("c1"))?.orders.count).toBe(2);
  });

  it("goes on where it was broken off, and takes a longer file for a new one", async () => {
    const many = Array.from({ length: 2_500 }, (_, i) => `m${i},c${i % 7},2026-01-01T12:00:00+08:00,1,1.00`);
    const path = file("many.csv", ["order_id,customer_id,paid_at,quantity,amount", ...many].join("\n"));
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    const broken = importHistory({ store, engine, clock, files: { orders: path }, onProgress, signal: stop.signal });
    await expect(broken).rejects.toThrow();
    expect(await run({ orders: path })).toMatchObject([{ rows: 2_500, resumed: 1_000, accepted: 1_500 }]);
    const longer = file("longer.csv", `${readFileSync(path, "utf8")}\nn1,c0,2026-01-01T12:00:00+08:00,1,1.00`);
    expect(await run({ orders: longer })).toMatchObject([{ resumed: 0, accepted: 1, duplicates: 2_500 }]);
  });

  it("tells how far it is", async () => {
    const seen: ImportProgress[] = [];
    await run({ orders: file("orders.csv", ORDERS) }, { onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([{ kind: "orders", rows: 4, totalLines: 5 }]);
  });

  it("loads advisors and products beside those there are, and customers with all they bring", async () => {
    const [advisors, products, customers] = await run({
      advisors: file("advisors.csv", "advisor_id,name,pools,capacity_per_day\na1,小林,default;vip,60\na2,小周,,x\n"),
      products: file("products.csv", "sku,name,price,days_of_supply\nS1,蛋白粉,199.90,30\nS2,胶原,1.999,\n"),
      customers: file(
        "customers.csv",
        "customer_id,name,advisor_id,channel,friend_since,tags,identity.phone,city\nc9,王小姐,a1,card,2026-01-05T09:00:00+08:00,孕中;老客,13800000000,\nc8,,,,yesterday,,,\n",
      ),
    });
    expect(advisors).toMatchObject({ accepted: 1, badRows: { count: 1 } });
    expect(products).toMatchObject({ accepted: 1, badRows: { count: 1 } });
    expect(customers).toMatchObject({ accepted: 1, badRows: { count: 1, rows: [{ line: 3 }] } });
    expect(await store.brand.advisors()).toMatchObject([{ id: "a1", pools: ["default", "vip"], capacityPerDay: 60 }]);
    expect(await store.brand.products()).toMatchObject([{ sku: "S1", price: 19_990, daysOfSupply: 30 }]);
    expect(await customer("c9")).toMatchObject({
      ...{ name: "王小姐", advisorId: "a1", channel: "card", tags: ["孕中", "老客"] },
      friendSince: Date.parse("2026-01-05T09:00:00+08:00"),
      identities: { phone: "13800000000" },
    });
    expect(await store.customers.resolve("phone", "13800000000")).toBe("c9");
  });

  it("says which file cannot be read", async () => {
    await expect(run({ orders: join(folder, "none.csv") })).rejects.toThrow(/none\.csv/);
  });
});

describe("an export", () => {
  it("writes flows, customers, tasks and events, which an import elsewhere reads back", async () => {
    await run({ orders: file("orders.csv", ORDERS) });
    await engine.runUntilIdle();
    const out = join(folder, "out");
    expect(await exportAll({ store, folder: out })).toMatchObject({ flows: 0, customers: 2, tasks: 0, events: 3 });
    const bad = new BadRows();
    const ids: string[] = [];
    for await (const event of readEventsNdjson([readFileSync(join(out, "events.ndjson"))], bad)) ids.push(event.id);
    expect(ids).toEqual(["o1", "o2", "o4"]);
    expect(bad.count).toBe(0);

    const other = openSqliteStore({ file: join(folder, "other.db") });
    const second = createEngine({ store: other, clock, waker: instantWaker });
    const files = { events: join(out, "events.ndjson") };
    expect(await importHistory({ store: other, engine: second, clock, files })).toMatchObject([{ accepted: 3 }]);
    await second.runUntilIdle();
    expect((await other.customers.load(["c1"])).get("c1")?.orders).toEqual((await customer("c1"))?.orders);
    await second.stop();
    await other.close();
  });
});
