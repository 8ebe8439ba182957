import { join } from "node:path";
import { createEngine, instantWaker, openSqliteStore, type Store, VirtualClock } from "@sopflow/engine";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { twoAdvisorsAtWork } from "../flow-files.testkit.js";
import { NOON } from "../test-api.testkit.js";
import { type CliBench, startCliBench } from "./test-io.testkit.js";

let cli: CliBench;
let store: Store;
beforeEach(async () => {
  cli = startCliBench();
  store = openSqliteStore({ file: join(cli.folder, "data", "sopflow.db") });
  const clock = new VirtualClock(NOON);
  await twoAdvisorsAtWork({ store, clock, engine: createEngine({ store, clock, waker: instantWaker }) });
});
afterEach(async () => {
  await store.close();
  cli.close();
});

describe("looking into the data folder while a server works on it", () => {
  it("lists flows with state, version, people and tasks", async () => {
    const { exit, out } = await cli.run("flows");
    expect(exit).toBe(0);
    expect(out.split("\n")).toEqual([
      "FLOW  STATE  VERSION  PEOPLE  TASKS  NAME",
      "care  live   1        2       2      关怀",
    ]);
    const [flow] = JSON.parse((await cli.run("flows", "--json")).out);
    expect(flow).toMatchObject({ flowId: "care", state: "live", publishedVersion: 1, people: 2, openTasks: 2 });
  });

  it("lists tasks by advisor, customer, flow and state", async () => {
    const all = await cli.run("tasks");
    expect(all.out.split("\n")).toHaveLength(3);
    expect(all.out).toMatch(/2026-\d\d-\d\dT\d\d:\d\d\s+open\s+a1\s+客户1\s+care\s+回复客户/);
    const own = JSON.parse((await cli.run("tasks", "--advisor", "a2", "--json")).out);
    expect(own.map((task: { customerId: string }) => task.customerId)).toEqual(["c2"]);
    expect(JSON.parse((await cli.run("tasks", "--state", "done", "--json")).out)).toEqual([]);
    expect(JSON.parse((await cli.run("tasks", "--state", "all", "--limit", "1", "--json")).out)).toHaveLength(1);
  });
});
