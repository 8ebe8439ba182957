import { type Advisor, type BrandSettings, brandSettingsSchema, type FlowFile, type Task } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { compileFlow } from "../core/flow/index.js";
import { openPolicy } from "../core/journey/journey.testkit.js";
import { DAY_MS, HOUR_MS } from "../core/time/index.js";
import { type BacktestOptions, runBacktest } from "./backtest.js";
import { BadRows } from "./bad-rows.js";
import type { ReplayEvent } from "./replay-event.js";
import { readTaskResults } from "./results-file.js";
import { describeResults, parseResults } from "./task-results.js";

const START = Date.parse("2026-03-02T12:00:00+08:00");
const position = { x: 0, y: 0 };
const settings: BrandSettings = brandSettingsSchema.parse(openPolicy());

type TaskData = Partial<Extract<FlowFile["nodes"][number], { type: "task" }>["data"]>;

/** Every order makes a task that is waited for; its outcome "yes" or "no" is an exit reason. */
function taskFlow(data: TaskData = {}): FlowFile {
  const task = { title: "Call", script: "Hello", wait: true, expireIn: "P3D", dueIn: "PT4H", ...data };
  const outcomes = [
    { id: "yes", label: "Yes" },
    { id: "no", label: "No" },
  ];
  return {
    schema: "sopflow/flow@1",
    id: "calls",
    name: "Calls",
    settings: { reentry: "after_exit" },
    nodes: [
      { id: "t", type: "trigger.event", position, data: { event: "order.paid" } },
      { id: "k", type: "task", position, data: { ...task, outcomes } },
      { id: "y", type: "exit", position, data: { reason: "yes" } },
      { id: "n", type: "exit", position, data: { reason: "no" } },
    ],
    edges: [
      { id: "e1", source: "t", sourceHandle: "out", target: "k" },
      { id: "e2", source: "k", sourceHandle: "yes", target: "y" },
      { id: "e3", source: "k", sourceHandle: "no", target: "n" },
    ],
  };
}

function compiled(file: FlowFile) {
  const result = compileFlow(file, { version: 1 });
  if (!result.compiled) throw new Error(JSON.stringify(result.diagnostics));
  return result.compiled;
}

const order = (customer: string, at: number, id = `${customer}@${at}`): ReplayEvent => ({
  ...{ id, source: "shop", type: "order.paid", customer, at, bound: true },
  props: { orderId: id, amount: 100 },
});

const advisor = (id: string, more: Partial<Advisor> = {}): Advisor => ({
  ...{ id, name: id, pools: ["default"], capacityPerDay: 80, active: true },
  ...more,
});

async function run(file: FlowFile, events: readonly ReplayEvent[], more: Partial<BacktestOptions> = {}) {
  const tasks: Task[] = [];
  const onTask = (task: Task) => tasks.push(task);
  const report = await runBacktest({ flows: [compiled(file)], events: [events], settings, onTask, ...more });
  const [flow] = report.flows;
  if (!flow) throw new Error("the report has no flow");
  return { report, flow, tasks };
}

describe("advisors in a back-test", () => {
  it("share the work by load, and what ends frees them for more", async () => {
    const advisors = [advisor("ann"), advisor("bob")];
    const events = ["c1", "c2", "c3", "c4"].map((id, i) => order(id, START + i * HOUR_MS));
    const { flow } = await run(taskFlow(), events, { advisors });
    expect(flow.tasks.byAdvisor).toEqual({ ann: 2, bob: 2 });
    // An hour's work that is done after half an hour leaves both free: the lower id takes what was issued less.
    const quick = await run(taskFlow(), events, { advisors, results: { done: HOUR_MS / 2 } });
    expect(quick.flow.tasks).toMatchObject({ byAdvisor: { ann: 2, bob: 2 }, byState: { open: 0, done: 4 } });
  });

  it("leave tasks unassigned when nobody is there", async () => {
    const { flow } = await run(taskFlow({ assign: "pool:vip", fallback: "pool:vip" }), [order("c1", START)], {
      advisors: [advisor("ann")],
    });
    expect(flow.tasks.byAdvisor).toEqual({ unassigned: 1 });
  });

  it("do shared work once a day for all customers, and one answer holds for all of them", async () => {
    const staff = taskFlow({ scope: "advisor", assign: "pool:default", channel: "moments" });
    const events = [order("c1", START), order("c2", START + HOUR_MS), order("c3", START + 4 * HOUR_MS)];
    const { flow, tasks } = await run(staff, events, { advisors: [advisor("ann")], results: { done: 2 * HOUR_MS } });
    expect(tasks).toHaveLength(1);
    expect(flow).toMatchObject({ entered: 3, exited: { yes: 3 }, tasks: { total: 1, byState: { open: 0, done: 1 } } });
  });
});

describe("results of tasks in a back-test", () => {
  it("are read as expired, or done after a delay with the first or a named outcome", () => {
    expect(parseResults("expired")).toBe("expired");
    expect(parseResults("done:PT2H")).toEqual({ done: 2 * HOUR_MS });
    expect(parseResults("done:P1DT1H:no")).toEqual({ done: DAY_MS + HOUR_MS, outcome: "no" });
    for (const text of ["done", "done:2h", "results.csv", "done:PT1H:"]) expect(parseResults(text)).toBeUndefined();
  });

  it("come from a file by flow, node, customer and number; others expire", async () => {
    const csv = [
      "flow_id,node_id,customer_id,nth,result,after,outcome",
      "calls,k,c1,1,done,PT1H,no",
      "calls,k,c1,2,done,PT1H,yes",
      "calls,k,c2,1,skipped,PT1H,",
      "calls,k,c3,1,done,later,yes",
      "calls,k,c3,0,done,,yes",
      ",k,c3,1,done,,yes",
    ].join("\n");
    const bad = new BadRows();
    const results = await readTaskResults([csv], "csv", bad, "results.csv");
    expect(bad.list().rows.map(({ line }) => line)).toEqual([5, 6, 7]);
    const events = [order("c1", START), order("c2", START), order("c3", START), order("c1", START + DAY_MS)];
    const { flow, report } = await run(taskFlow(), events, { results });
    expect(flow).toMatchObject({
      ...{ entered: 4, completed: 2, exited: { no: 1, yes: 1 } },
      nodes: { k: { out: { yes: 1, no: 1, skipped: 1, expired: 1 } } },
      tasks: { byState: { open: 0, done: 2, skipped: 1, expired: 1 } },
    });
    expect(report.assumption.en).toContain("results.csv");
    const lines = '{"flowId":"calls","nodeId":"k","customerId":"c1","nth":1,"outcome":"no"}\nno json\n';
    const same = await readTaskResults([lines], "ndjson", bad);
    expect(same.get("calls", "k", "c1", 1)).toMatchObject({ outcome: "no", after: { days: 0, elapsedMs: HOUR_MS } });
  });

  it("are named in every report", () => {
    expect(describeResults("expired").en).toContain("expires");
    expect(describeResults({ done: 2 * HOUR_MS, outcome: "no" }).en).toContain(
      '2 h (PT2H) after its issue, with the outcome "no"',
    );
  });
});

describe("a back-test", () => {
  it("leaves out what is told twice, and what comes after its end", async () => {
    const events = [
      order("c1", START),
      order("c1", START + 1, "x"),
      order("c1", START + 2, "x"),
      order("c2", START + DAY_MS),
    ];
    const again = { ...order("c1", START), source: "other" };
    const { report, flow } = await run(taskFlow(), [...events, again], { until: START + HOUR_MS });
    expect(report).toMatchObject({ events: 2, duplicates: 2, ignoredEvents: 1, customers: 1 });
    expect(flow).toMatchObject({ entered: 1, active: 1, refused: { active: 1 }, nodes: { k: { waiting: 1 } } });
  });

  it("moves a merged customer's profile to the other one", async () => {
    const merge: ReplayEvent = {
      ...{ id: "m", source: "crm", type: "customer.merged", customer: "c1", at: START + HOUR_MS },
      props: { fromId: "c1", intoId: "c2" },
    };
    const { report, flow } = await run(taskFlow(), [order("c1", START), order("c2", START), merge]);
    expect(report.held).toBe(0);
    expect(flow).toMatchObject({ entered: 2, exited: { merged: 1 }, tasks: { byState: { withdrawn: 1, expired: 1 } } });
  });

  it("runs schedules over everybody who matches at the time", async () => {
    const file: FlowFile = {
      ...taskFlow(),
      id: "weekly",
      nodes: [
        {
          ...{ id: "t", type: "trigger.schedule", position },
          data: {
            cron: "0 9 * * 1",
            audience: { all: [{ fact: "customer", path: "$.orders.lastAt", operator: "withinDays", value: 6 }] },
          },
        },
        { id: "x", type: "exit", position, data: { reason: "counted" } },
      ],
      edges: [{ id: "e1", source: "t", sourceHandle: "out", target: "x" }],
    };
    // Mondays are 9, 16 and 23 March: c1 is 7 and 14 days old then, c2 one, c3 three and ten.
    const events = [order("c1", START), order("c2", START + 6 * DAY_MS), order("c3", START + 11 * DAY_MS)];
    const { flow } = await run(file, events);
    expect(flow).toMatchObject({ entered: 2, exited: { counted: 2 } });
  });

  it("can be broken off", async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(run(taskFlow(), [order("c1", START)], { signal: stop.signal })).rejects.toThrow();
  });

  it("can be broken off while a schedule runs on for millennia after the last event", async () => {
    const file: FlowFile = {
      ...taskFlow(),
      nodes: [
        { id: "t", type: "trigger.schedule", position, data: { cron: "0 9 * * *", audience: { all: [] } } },
        { id: "x", type: "exit", position, data: { reason: "counted" } },
      ],
      edges: [{ id: "e1", source: "t", sourceHandle: "out", target: "x" }],
    };
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    const until = Date.parse("9999-12-31T00:00:00Z");
    const stopped = run(file, [order("c1", START)], { until, signal: stop.signal, onProgress });
    await expect(stopped).rejects.toThrow();
  });

  it("refuses two versions of one flow", async () => {
    const flows = [compiled(taskFlow()), compiled(taskFlow())];
    await expect(run(taskFlow(), [], { flows })).rejects.toThrow(/same id/);
  });
});
