import type { FlowFile } from "@sopflow/schemas";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CARE_FLOW } from "../flow-files.testkit.js";
import { type CliBench, startCliBench } from "./test-io.testkit.js";

const place = { x: 0, y: 0 };
/** Whoever has not bought again after 14 days gets a visit. */
const SECOND_ORDER: FlowFile = {
  schema: "sopflow/flow@1",
  id: "second-order-14d",
  name: "second order",
  settings: { timezone: "Asia/Shanghai", reentry: "never" },
  nodes: [
    {
      id: "t",
      type: "trigger.event",
      position: place,
      data: {
        event: "order.paid",
        where: { all: [{ fact: "customer", path: "$.orders.count", operator: "equal", value: 1 }] },
      },
    },
    {
      id: "w",
      type: "wait.event",
      position: place,
      data: { on: [{ id: "matched", label: "下单", event: "order.paid", where: { all: [] } }], timeout: "P14D" },
    },
    { id: "k", type: "task", position: place, data: { title: "回访", script: "您好", dueIn: "P1D", wait: false } },
    { id: "x", type: "exit", position: place, data: { reason: "reordered" } },
  ],
  edges: [
    { id: "e1", source: "t", sourceHandle: "out", target: "w" },
    { id: "e2", source: "w", sourceHandle: "timeout", target: "k" },
    { id: "e3", source: "w", sourceHandle: "matched", target: "x" },
  ],
};

const ORDERS = [
  "order_id,customer_id,paid_at,quantity,amount",
  "o1,c1,2026-01-01T09:00:00+08:00,1,99.00",
  "o2,c2,2026-01-01T10:00:00+08:00,1,59.90",
  "o3,c1,2026-01-05T09:00:00+08:00,2,198.00",
];

let cli: CliBench;
let flow: string;
let orders: string;
beforeEach(() => {
  cli = startCliBench();
  flow = cli.file("flow.json", SECOND_ORDER);
  orders = cli.file("orders.csv", `${ORDERS.join("\n")}\n`);
});
afterEach(() => cli.close());

describe("sopflow backtest", () => {
  it("counts what the flow would have done, as JSON for programs and in words for people", async () => {
    const { exit, out, err } = await cli.run("backtest", flow, "--orders", orders, "--json");
    expect([exit, err]).toEqual([0, ""]);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ events: 3, customers: 2, badRows: { count: 0, rows: [] } });
    expect(report.flows[0]).toMatchObject({
      flowId: "second-order-14d",
      entered: 2,
      exited: { reordered: 1 },
      nodes: { w: { entered: 2, waiting: 0, out: { matched: 1, timeout: 1 } } },
      tasks: { total: 1 },
    });
    expect(typeof report.eventsPerSecond).toBe("number");
    const people = await cli.run("backtest", flow, "--orders", orders);
    expect(people.out).toContain("second-order-14d@1: entered 2");
    expect(people.out).toContain("matched 1, timeout 1");
    expect(people.out).toContain(report.assumption.zh);
  });

  it("runs timers no further than --until", async () => {
    const until = "2026-01-10T00:00:00+08:00";
    const { out } = await cli.run("backtest", flow, "--orders", orders, "--until", until, "--json");
    expect(JSON.parse(out).flows[0].nodes.w).toMatchObject({ waiting: 1, out: { timeout: 0 } });
  });

  it("replays several flows and events too", async () => {
    const care = cli.file("care.json", CARE_FLOW);
    const event = { id: "m", type: "message.received", customer: "c1", at: "2026-01-02T09:00:00+08:00" };
    const events = cli.file("events.ndjson", `${JSON.stringify(event)}\n`);
    const run = await cli.run(
      "backtest",
      flow,
      care,
      "--orders",
      orders,
      "--events",
      events,
      "--results",
      "done:PT1H:good",
      "--json",
    );
    const [first, second] = JSON.parse(run.out).flows;
    expect([first.flowId, second.flowId, second.tasks.byState.done]).toEqual(["second-order-14d", "care", 1]);
  });

  it("leaves bad rows out and says which and why, or stops at the first when strict", async () => {
    const bad = cli.file(
      "bad.csv",
      `${[...ORDERS, "o4,c3,soon,1,9", "o5,,2026-01-06T09:00:00+08:00,1,9"].join("\n")}\n`,
    );
    const lenient = await cli.run("backtest", flow, "--orders", bad, "--json");
    expect([lenient.exit, JSON.parse(lenient.out).badRows.count]).toEqual([0, 2]);
    expect(lenient.err).toMatch(/^line 5: /m);
    expect(lenient.err).toMatch(/^line 6: /m);
    const strict = await cli.run("backtest", flow, "--orders", bad, "--strict");
    expect([strict.exit, strict.out, strict.err.split("\n").length]).toEqual([1, "", 1]);
    expect(strict.err).toContain("5");
  });

  it("names the file of a bad row where several are read", async () => {
    const bad = cli.file("bad.csv", `${[...ORDERS, "o4,c3,soon,1,9"].join("\n")}\n`);
    const events = cli.file("bad.ndjson", "no\n");
    const files = ["--orders", bad, "--events", events];
    const { out, err } = await cli.run("backtest", flow, ...files, "--json");
    expect(JSON.parse(out).badRows).toMatchObject({ count: 2, rows: [{ file: "bad.csv" }, { file: "bad.ndjson" }] });
    expect(err).toMatch(/^bad\.csv line 5: /m);
    expect(err).toMatch(/^bad\.ndjson line 1: /m);
    const strict = await cli.run("backtest", flow, ...files, "--strict");
    expect([strict.exit, strict.err]).toEqual([1, expect.stringContaining("bad.csv")]);
  });

  it("exits 1 for bad flows and unreadable files, 2 for wrong usage", async () => {
    const broken = cli.file("broken.json", { ...SECOND_ORDER, edges: [] });
    const flows = await cli.run("backtest", flow, broken, "--orders", orders);
    expect([flows.exit, flows.out]).toEqual([1, ""]);
    expect(flows.err).toContain("broken.json: error");
    const json = await cli.run("backtest", broken, "--orders", orders, "--json");
    expect(JSON.parse(json.out).ok).toBe(false);
    for (const args of [
      ["--orders", "/no/such.csv"],
      ["--orders", cli.file("empty.csv", "")],
      ["--orders", cli.file("other.csv", "a,b\n1,2\n")],
      ["--orders", orders, "--results", "/no/such/results.csv"],
    ]) {
      const result = await cli.run("backtest", flow, ...args);
      expect([args, result.exit, result.err.split("\n").length]).toEqual([args, 1, 1]);
    }
    expect((await cli.run("backtest", flow, flow, "--orders", orders)).exit).toBe(1);
    expect((await cli.run("backtest", flow, "--orders", orders, "--results", "done:soon")).exit).toBe(2);
    const backwards = ["--from", "2026-02-01T00:00:00Z", "--until", "2026-01-01T00:00:00Z"];
    expect((await cli.run("backtest", flow, "--orders", orders, ...backwards)).exit).toBe(2);
  });
});
