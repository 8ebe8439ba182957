import { brandSettingsSchema, type Customer, type FlowFile, flowSchema } from "@sopflow/schemas";
import { afterEach, describe, expect, it } from "vitest";
import { compileFlow } from "../core/flow/index.js";
import { flowOf } from "../core/journey/flows.testkit.js";
import { cst, openPolicy } from "../core/journey/journey.testkit.js";
import { DAY_MS, HOUR_MS } from "../core/time/index.js";
import { ADVISORS, EngineWorld } from "../worker/engine.testkit.js";
import { replay } from "./backtest.js";
import type { ReplayEvent } from "./replay-event.js";

const T0 = cst("2026-03-02 10:00");
const MIDNIGHT = cst("2026-03-03 00:00");
const DAYS = 6;

const care = (data: object): FlowFile =>
  flowOf(
    "care",
    [
      ["t", "trigger.event", { event: "message.received", ...data }],
      ["w", "wait.duration", { duration: "P30D" }],
    ],
    ["t:out>w"],
  );

/** Every morning so many of those who wrote are let in by lot. */
const lottery: FlowFile = flowOf(
  "care",
  [
    ["t", "trigger.schedule", { cron: "0 9 * * *", audience: wrote(), sample: { n: 3 } }],
    ["w", "wait.duration", { duration: "P30D" }],
  ],
  ["t:out>w"],
);

function wrote(): object {
  return { all: [{ fact: "customer", path: "$.lastChatAt", operator: "exists", value: true }] };
}

/** Twelve people of two advisors, who buy for more or less and write at times that are in no order. */
const HISTORY: readonly ReplayEvent[] = Array.from({ length: 12 }, (_, n) => {
  const customer = `c${n}`;
  const at = T0 + ((n * 7) % 12) * 3 * HOUR_MS;
  const event = (type: string, minutes: number, props: ReplayEvent["props"]): ReplayEvent => ({
    ...{ id: `${type}/${customer}`, source: "test", type, customer, at: at + minutes * 60_000, props },
  });
  return [
    event("friend.added", 0, { advisorId: n % 3 === 0 ? "a2" : "a1" }),
    event("order.paid", 1, { orderId: `o${n}`, amount: ((n * 5) % 12) * 1_000, lines: [] }),
    event("message.received", 2, {}),
  ];
})
  .flat()
  .sort((a, b) => a.at - b.at);

type Entries = Record<string, { entered: number[]; waits: number }>;

const entriesOf = (customers: Iterable<Customer>): Entries => {
  const entries: Entries = {};
  for (const { id, enrollments, queued } of customers) {
    entries[id] = { entered: enrollments.map(({ enteredAt }) => enteredAt), waits: queued?.length ?? 0 };
  }
  return entries;
};

let world: EngineWorld | undefined;
afterEach(() => world?.dispose());

async function live(flow: FlowFile): Promise<Entries> {
  world = await EngineWorld.create({ now: T0, flows: [flow] });
  const midnights = Array.from({ length: DAYS }, (_, day) => MIDNIGHT + day * DAY_MS);
  for (const at of [...HISTORY.map((event) => event.at), ...midnights].sort((a, b) => a - b)) {
    await world.passTo(at);
    for (const { type, customer, props } of HISTORY.filter((event) => event.at === at)) {
      await world.post(type, String(customer), props);
    }
    await world.engine.runUntilIdle();
  }
  const ids = HISTORY.map(({ customer }) => String(customer));
  return entriesOf((await world.store.customers.load(ids)).values());
}

async function replayed(flow: FlowFile): Promise<Entries> {
  const { compiled } = compileFlow(flowSchema.parse(flow), { version: 1 });
  if (!compiled) throw new Error("the flow does not compile");
  const until = MIDNIGHT + (DAYS - 1) * DAY_MS;
  const settings = brandSettingsSchema.parse(openPolicy());
  const options = { flows: [compiled], events: [HISTORY], from: T0, until, settings, advisors: ADVISORS };
  const { simulation } = await replay(options);
  return entriesOf([...simulation.customers()].map(([, customer]) => customer));
}

/** How many entered, and how many wait at the end. */
function sumOf(entries: Entries): [entered: number, waits: number] {
  const all = Object.values(entries);
  return [all.flatMap(({ entered }) => entered).length, all.reduce((sum, { waits }) => sum + waits, 0)];
}

describe("a back-test lets people in as live does", () => {
  it.each([
    [{ perDay: 2 }, [12, 0]],
    [{ perDay: 1, orderBy: "value" }, [7, 5]],
    [{ perAdvisorPerDay: 1, orderBy: "newest" }, [11, 1]],
  ] as const)("at a trigger throttled by %j", async (entry, sums) => {
    const found = await replayed(care({ entry }));
    expect(sumOf(found)).toEqual(sums);
    expect(found).toEqual(await live(care({ entry })));
  });

  it("where a schedule draws a sample, by the same lot", async () => {
    const found = await replayed(lottery);
    expect(sumOf(found)[0]).toBeGreaterThan(6);
    expect(found).toEqual(await live(lottery));
  });
});
