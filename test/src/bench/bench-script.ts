import { strictEqual } from "node:assert";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import type { DemoBrand } from "@sopflow/engine";
import type { FlowFile } from "@sopflow/schemas";
import { Engine } from "json-rules-engine";
import { flowOf, inFolder, inWorld, openBrand, postAll } from "./engine-world.js";
import { median, sizeOf } from "./figures.js";

interface ScriptRow {
  readonly case: string;
  readonly scriptEventsPerSecond: number;
  readonly eventsPerSecond: number;
  /** Best rounds, and middle ones. */
  readonly ratio: number;
  readonly ratioMedian: number;
  readonly tasks: number;
}

type Events = DemoBrand["events"];

const START = Date.parse("2026-03-02T10:00:00+08:00");
const CUSTOMERS = 300;
const EVENTS = 6_000;

/**
 * The engine against what somebody would write in an afternoon: for each event one SQLite transaction that notes it,
 * loads the customer, counts the order, asks json-rules-engine and adds a task for every rule that holds. Each rule has
 * three conditions; here they are triggers of flows with one task. Both must issue the same number of tasks.
 */
export async function benchScript(): Promise<ScriptRow[]> {
  return [await benchCase(1), await benchCase(50)];
}

async function benchCase(rules: number): Promise<ScriptRow> {
  const events = orders(rules);
  const runs: number[] = [];
  const scripts: number[] = [];
  let tasks = 0;
  for (let round = -1; round < sizeOf("ROUNDS", 5); round++) {
    const script = await inFolder((folder) => runScript(join(folder, "script.db"), rules, events));
    const own = await runEngine(rules, events);
    strictEqual(own.tasks, script.tasks, "both issue the same number of tasks");
    if (round < 0) continue; // warms up
    tasks = own.tasks;
    runs.push(own.seconds);
    scripts.push(script.seconds);
  }
  return {
    case: `${rules} rule${rules === 1 ? "" : "s"}, ${events.length} events`,
    scriptEventsPerSecond: events.length / Math.min(...scripts),
    eventsPerSecond: events.length / Math.min(...runs),
    ratio: Math.min(...scripts) / Math.min(...runs),
    ratioMedian: median(scripts) / median(runs),
    tasks,
  };
}

/** Fifty rules take the script half a millisecond each time: fewer events, the same measure. */
const orders = (rules: number): Events =>
  Array.from({ length: rules === 1 ? EVENTS : EVENTS / 2 }, (_, i) => ({
    id: `e${i}`,
    source: "shop",
    type: "order.paid",
    customer: `c${i % CUSTOMERS}`,
    at: new Date(START + i * 1_000).toISOString(),
    props: { orderId: `o${i}`, amount: amountOf(i), lines: [{ sku: "milk", quantity: 1, amount: amountOf(i) }] },
  }));

const amountOf = (i: number): number => (i * 7_919) % 100_000;

/** Two orders of a hundred match each rule. */
const conditions = (rule: number) => [
  { fact: "event", path: "$.props.amount", operator: "greaterThanInclusive", value: (rule * 2_000) % 100_000 },
  { fact: "event", path: "$.props.amount", operator: "lessThan", value: ((rule * 2_000) % 100_000) + 2_000 },
  { fact: "customer", path: "$.orders.count", operator: "greaterThanInclusive", value: 2 },
];

const flow = (rule: number): FlowFile =>
  flowOf(`rule-${rule}`, [
    ["trigger.event", { event: "order.paid", where: { all: conditions(rule) } }],
    ["task", { title: "联系", script: "您好", wait: false }],
  ]);

async function runEngine(rules: number, events: Events) {
  const flows = Array.from({ length: rules }, (_, i) => flow(i));
  return inWorld({ brand: openBrand(), flows }, async (world) => {
    const seconds = await postAll(world, events);
    return { seconds, tasks: await world.store.tasks.count({}) };
  });
}

async function runScript(file: string, rules: number, events: Events) {
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE events (id TEXT PRIMARY KEY, doc TEXT NOT NULL);
    CREATE TABLE customers (id TEXT PRIMARY KEY, doc TEXT NOT NULL);
    CREATE TABLE tasks (id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, doc TEXT NOT NULL)`);
  const note = db.prepare("INSERT INTO events (id, doc) VALUES (?, ?)");
  const load = db.prepare("SELECT doc FROM customers WHERE id = ?");
  const save = db.prepare("INSERT OR REPLACE INTO customers (id, doc) VALUES (?, ?)");
  const add = db.prepare("INSERT INTO tasks (id, customer_id, doc) VALUES (?, ?, ?)");
  const engine = new Engine(
    Array.from({ length: rules }, (_, i) => ({
      conditions: { all: conditions(i) },
      event: { type: "task", params: { rule: i, title: "联系", script: "您好" } },
    })),
    { pathResolver: splitAtDots },
  );
  let tasks = 0;
  const startMs = performance.now();
  for (const event of events) {
    db.exec("BEGIN IMMEDIATE");
    note.run(event.id, JSON.stringify(event));
    const id = String(event.customer);
    const stored = load.get(id)?.doc;
    const customer: { id: string; orders: { count: number; spend: number } } =
      typeof stored === "string" ? JSON.parse(stored) : { id, orders: { count: 0, spend: 0 } };
    customer.orders.count += 1;
    customer.orders.spend += Number(event.props?.amount);
    const { results } = await engine.run({ event, customer });
    for (const { event: hit } of results) {
      tasks += 1;
      add.run(`${event.id}/${hit?.params?.rule}`, id, JSON.stringify({ ...hit?.params, customerId: id }));
    }
    save.run(id, JSON.stringify(customer));
    db.exec("COMMIT");
  }
  const seconds = (performance.now() - startMs) / 1_000;
  db.close();
  return { seconds, tasks };
}

/** Twice as fast as the library's own paths, which are JSONPath. */
function splitAtDots(value: object, path: string): unknown {
  let found: unknown = value;
  for (const key of path.slice(2).split(".")) {
    found = typeof found === "object" && found !== null ? Reflect.get(found, key) : undefined;
  }
  return found;
}
