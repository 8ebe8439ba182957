import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openSqliteStore } from "@sopflow/engine";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimDemo } from "../demo/seed-demo.js";
import { type CliBench, startCliBench } from "./test-io.testkit.js";

let cli: CliBench;
let files: string[];
beforeEach(() => {
  cli = startCliBench();
  files = [
    ["--advisors", cli.file("advisors.csv", "advisor_id,name,pools\na1,小林,default\n")],
    ["--products", cli.file("products.csv", "sku,name,price,days_of_supply\nA,茶,99.00,30\n")],
    ["--customers", cli.file("customers.csv", "customer_id,name,advisor_id\nc1,王女士,a1\nc2,李先生,a1\n")],
    [
      "--orders",
      cli.file(
        "orders.csv",
        "order_id,customer_id,paid_at,quantity,amount,sku\no1,c1,2026-01-01T09:00:00+08:00,1,99.00,A\n",
      ),
    ],
  ].flat();
});
afterEach(() => cli.close());

const dataFile = () => join(cli.folder, "data", "sopflow.db");

describe("sopflow import", () => {
  it("loads advisors, products, customers and orders as history, and applies them", async () => {
    const { exit, out, err } = await cli.run("import", ...files, "--json");
    expect([exit, err]).toEqual([0, ""]);
    expect(JSON.parse(out).map((f: { kind: string; accepted: number }) => [f.kind, f.accepted])).toEqual([
      ["advisors", 1],
      ["products", 1],
      ["customers", 2],
      ["orders", 1],
    ]);
    const store = openSqliteStore({ file: dataFile() });
    const customers = await store.customers.list({ limit: 10 });
    const claimed = await claimDemo(store, 0);
    await store.close();
    expect(customers.map(({ id, name, orderCount, spend }) => [id, name, orderCount, spend])).toEqual([
      ["c1", "王女士", 1, 9_900],
      ["c2", "李先生", 0, 0],
    ]);
    expect(claimed).toBeUndefined();
  });

  it("counts what it knows already once, whether the file is the same or has grown", async () => {
    await cli.run("import", ...files);
    const again = JSON.parse((await cli.run("import", ...files, "--json")).out);
    expect(again.map((f: { kind: string; accepted: number }) => [f.kind, f.accepted]).slice(2)).toEqual([
      ["customers", 0],
      ["orders", 0],
    ]);
    const more = cli.file(
      "more.csv",
      "order_id,customer_id,paid_at,quantity,amount\no1,c1,2026-01-01T09:00:00+08:00,1,99.00\no2,c2,2026-01-02T09:00:00+08:00,1,9.90\n",
    );
    const [orders] = JSON.parse((await cli.run("import", "--orders", more, "--json")).out);
    expect(orders).toMatchObject({ accepted: 1, duplicates: 1 });
  });

  it("says which rows it left out, stops at the first when strict, and tells wrong usage", async () => {
    const bad = cli.file("bad.csv", "order_id,customer_id,paid_at,quantity,amount\no1,c1,soon,1,1\n");
    const lenient = await cli.run("import", "--orders", bad);
    expect([lenient.exit, lenient.err]).toEqual([0, expect.stringMatching(/^line 2: /)]);
    expect((await cli.run("import", "--orders", bad, "--strict")).exit).toBe(1);
    expect((await cli.run("import", "--orders", "/no/such.csv")).exit).toBe(1);
    expect((await cli.run("import", "--orders", cli.folder)).exit).toBe(1);
    expect((await cli.run("import")).exit).toBe(2);
  });

  it("leaves a data folder alone that a server works on", async () => {
    await cli.run("import", ...files);
    const held = openSqliteStore({ file: dataFile() });
    const { exit, out, err } = await cli.run("import", ...files);
    await held.close();
    expect([exit, out, err.split("\n").length]).toEqual([3, "", 1]);
    expect(err).toContain("/v1/events/batch");
  });
});

describe("sopflow export", () => {
  it("writes plain files that import reads again, and no secrets", async () => {
    await cli.run("import", ...files);
    const folder = join(cli.folder, "out");
    const { exit, out } = await cli.run("export", folder, "--json");
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ customers: 2, tasks: 0 });
    expect(readdirSync(folder).sort()).toEqual([
      "brand.json",
      "customers.ndjson",
      "events.ndjson",
      "flows",
      "tasks.ndjson",
    ]);
    expect(readFileSync(join(folder, "brand.json"), "utf8")).toContain("小林");
    const other = startCliBench();
    const again = await other.run("import", "--events", join(folder, "events.ndjson"), "--json");
    other.close();
    expect([again.exit, JSON.parse(again.out)[0].badRows.count]).toEqual([0, 0]);
  });

  it("works beside a running server, and says so when there is nothing", async () => {
    expect((await cli.run("export", join(cli.folder, "out"))).exit).toBe(3);
    await cli.run("import", ...files);
    const held = openSqliteStore({ file: dataFile() });
    expect((await cli.run("export", join(cli.folder, "out"))).exit).toBe(0);
    await held.close();
  });
});
