import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  BadRows,
  createEngine,
  instantWaker,
  openSqliteStore,
  type ReplayEvent,
  readOrdersCsv,
  replay,
  type SopEngine,
  type Store,
  VirtualClock,
} from "@sopflow/engine";
import { DAY_MS, formatInstant } from "@sopflow/engine/core";
import { brandSettingsSchema, type Customer, type Task } from "@sopflow/schemas";
import { describe, expect, it } from "vitest";
import { CDNOW_ABSENT, cdnowPath } from "../cdnow.js";
import { skipSuite } from "../skips.js";
import { secondOrderFlow } from "./second-order.js";

const path = cdnowPath();
const NAME = "the CDNOW orders as live events";
const TAIL_MS = 60 * DAY_MS;
const POSTED_AT_ONCE = 1_000;

if (path === undefined) skipSuite(NAME, CDNOW_ABSENT);
else describe(NAME, { timeout: 300_000 }, () => suite(path));

function suite(file: string): void {
  it("lead the worker to exactly the back-test's counts, tasks and positions", async () => {
    const events: ReplayEvent[] = [];
    for await (const event of readOrdersCsv(createReadStream(file), new BadRows())) events.push(event);
    events.sort((a, b) => a.at - b.at);
    const until = (events.at(-1)?.at ?? 0) + TAIL_MS;

    const expectedTasks: Task[] = [];
    const onTask = (task: Task) => expectedTasks.push(task);
    const { report, simulation } = await replay({
      flows: [secondOrderFlow().compiled],
      events: [events],
      until,
      onTask,
    });

    const live = await runLive(events, until);
    try {
      expect(await countsOf(live.store)).toEqual(flowCounts(report.flows[0]));
      expect(await tasksOf(live.store)).toEqual(expectedTasks.map(essentials).sort(byId));
      const positions = [...simulation.customers()].map(([, customer]) => positionOf(customer));
      const stored = await live.store.customers.load(positions.map(({ id }) => id));
      expect(positions.map(({ id }) => positionOf(stored.get(id)))).toEqual(positions);
    } finally {
      await live.close();
    }
  });
}

/** Feeds the events to a worker, each when the clock has come to it. */
async function runLive(events: readonly ReplayEvent[], until: number) {
  const folder = mkdtempSync(join(tmpdir(), "sopflow-live-"));
  const store = openSqliteStore({ file: join(folder, "sopflow.db") });
  const clock = new VirtualClock((events[0]?.at ?? 0) - DAY_MS);
  const engine = createEngine({ store, clock, waker: instantWaker });
  await store.brand.saveSettings(brandSettingsSchema.parse({}));
  const { flow, compiled } = secondOrderFlow();
  await store.flows.publish({
    flowId: flow.id,
    version: 1,
    flow,
    compiled,
    publishedAt: clock.now(),
    publishedBy: "test",
  });
  await engine.runUntilIdle();
  for (let i = 0; i < events.length; ) {
    const at = events[i]?.at ?? until;
    const from = i;
    while (events[i]?.at === at) i += 1;
    await passTo(engine, clock, at);
    await post(engine, events.slice(from, i));
  }
  await passTo(engine, clock, until);
  return {
    store,
    async close() {
      await engine.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Stops once a day, at the time of day of the orders: whatever can bring a task is due then. What is due in between
 * (activity levels fall at night) is served at the next stop, each at its own time.
 */
async function passTo(engine: SopEngine, clock: VirtualClock, until: number): Promise<void> {
  await engine.runUntilIdle();
  while (clock.now() < until) {
    clock.set(Math.min(until, clock.now() + DAY_MS));
    await engine.runUntilIdle();
  }
}

async function post(engine: SopEngine, events: readonly ReplayEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += POSTED_AT_ONCE) {
    const posted = events.slice(from, from + POSTED_AT_ONCE).map(({ id, source, type, customer, at, props }) => ({
      ...{ id, source, type, customer, props },
      at: formatInstant("Asia/Shanghai", at),
    }));
    const answers = await engine.post(posted, { origin: "intake" });
    const refused = answers.find((answer) => answer.status !== "accepted");
    if (refused) throw new Error(JSON.stringify(refused));
  }
}

/** What counters of the live store and a back-test's report have in common. */
interface FlowCounts {
  readonly [what: string]: number;
}

async function countsOf(store: Store): Promise<FlowCounts> {
  const counts: Record<string, number> = {};
  for (const { nodeId, metric, key, add } of await store.readSide.counters("second-order-14d")) {
    counts[`${nodeId} ${metric} ${key}`.trim()] = add;
  }
  return counts;
}

function flowCounts(flow: Awaited<ReturnType<typeof replay>>["report"]["flows"][number] | undefined): FlowCounts {
  if (!flow) throw new Error("the report names no flow");
  const counts: Record<string, number> = { "t entered": flow.entered };
  for (const [id, node] of Object.entries(flow.nodes)) {
    counts[`${id} arrived`] = node.entered;
    for (const [port, count] of Object.entries(node.out)) counts[`${id} left ${port}`] = count;
  }
  counts["k completed"] = flow.completed;
  for (const [reason, count] of Object.entries(flow.exited)) counts[`x exited ${reason}`] = count;
  counts["k issued"] = flow.tasks.total;
  counts["k closed expired"] = flow.tasks.byState.expired ?? 0;
  return counts;
}

const essentials = ({
  id,
  customerId,
  enrollmentId,
  nodeId,
  visit,
  plannedAt,
  issuedAt,
  dueAt,
  expiresAt,
  text,
}: Task) => ({
  ...{ id, customerId, enrollmentId, nodeId, visit, plannedAt, issuedAt, dueAt, expiresAt, text },
});
const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

async function tasksOf(store: Store) {
  const tasks: Task[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.tasks.query({ limit: 5_000, ...(after === undefined ? {} : { after }) });
    tasks.push(...page);
    after = page.at(-1)?.id;
    if (after === undefined) return tasks.map(essentials).sort(byId);
  }
}

/** Where a customer stands, and what its history says of the flow. */
function positionOf(customer: Customer | undefined) {
  if (!customer) return { id: "" };
  const { id, enrollments, flows, orders, clock, contacts, activityLevel, tier } = customer;
  const standing = enrollments.map((e) => ({ id: e.id, node: e.nodeId, state: e.state, visits: e.visits }));
  return { id, standing, flows, clock, contacts, activityLevel, tier, orders };
}
