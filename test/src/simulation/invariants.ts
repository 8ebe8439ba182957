import type { Store } from "@sopflow/engine";
import { type Customer, customerSchema, type Enrollment, type Task, type Timer } from "@sopflow/schemas";
import { checkBudgets } from "./budgets.js";
import { checkCounts, checkThrottles } from "./counts.js";
import { fail } from "./failed-invariant.js";
import { PublishedFlows } from "./published-flows.js";
import { TraceLedger } from "./trace-ledger.js";

const EVERYTHING = 100_000;

/** Everything that a store holds and that is checked, read once. */
interface Snapshot {
  readonly customers: readonly Customer[];
  readonly tasks: readonly Task[];
}

async function read(store: Store): Promise<Snapshot> {
  const ids = await store.customers.pageIds("", EVERYTHING);
  const customers = [...(await store.customers.load(ids)).values()];
  return { customers, tasks: await store.tasks.query({ limit: EVERYTHING }) };
}

/** What must hold whenever the engine has nothing left to do. */
export class Invariants {
  readonly flows = new PublishedFlows();
  readonly ledger = new TraceLedger(this.flows);
  readonly #known = new Map<string, { readonly version: number; readonly createdAt: number }>();

  /** `jumps`: the clock was set back at times, so that one day may be counted twice. */
  constructor(private readonly jumps: boolean) {}

  async check(store: Store, now: number): Promise<Snapshot> {
    const found = await read(store);
    await this.flows.follow(store);
    const paused = new Set<string>();
    for (const { flowId, state } of await store.flows.list()) if (state === "paused") paused.add(flowId);
    for (const customer of found.customers) {
      const known = this.#known.get(customer.id);
      // Erased, and known again by the same id since.
      const isBornAnew = known !== undefined && known.createdAt !== customer.createdAt && !customer.mergedFrom;
      const isAnother = known !== undefined && (isBornAnew || known.version > customer.version);
      if (isAnother) this.ledger.forget(customer.id);
      if (isAnother || known?.version !== customer.version) {
        this.#known.set(customer.id, { version: customer.version, createdAt: customer.createdAt });
        checkDocument(customer);
        await this.ledger.follow(store, customer);
        this.ledger.check(customer);
      }
      checkTimers(customer, now, paused);
      for (const enrollment of customer.enrollments) checkStanding(customer.id, enrollment, this.flows);
    }
    this.ledger.forgetAllBut(new Set(found.customers.map(({ id }) => id)));
    checkTasks(found, this.ledger);
    await this.#checkBudgets(store, found);
    await checkDue(store, now);
    await this.#checkProjections(store, found);
    return found;
  }

  /** At the end of a story, when every flow is archived and all waits are over. */
  async finish(store: Store): Promise<void> {
    const { customers, tasks } = await read(store);
    const inside = customers.flatMap((c) => c.enrollments.map((e) => `${c.id} ${e.flowId}@${e.version}/${e.nodeId}`));
    if (inside.length > 0) fail("in the end everybody has left", inside);
    const open = tasks.filter((t) => t.state === "open").map(({ id }) => id);
    if (open.length > 0) fail("in the end no task is open", open);
  }

  async #checkBudgets({ brand }: Store, { customers, tasks }: Snapshot): Promise<void> {
    const settings = await brand.settings();
    if (!settings) throw new Error("the story has no settings");
    checkBudgets(tasks, {
      policy: settings.contactPolicy,
      advisors: await brand.advisors(),
      isMerged: mergedIn(customers),
      isExempt: ({ flowId, version, nodeId }) => {
        const node = this.flows.node(flowId, version, nodeId);
        return node?.type === "campaign.rhythm" && node.data.contacts === "exempt";
      },
    });
    if (!this.jumps) checkThrottles(this.ledger.entries, this.flows);
  }

  async #checkProjections(store: Store, { customers, tasks }: Snapshot): Promise<void> {
    const documents = customers.flatMap((c) =>
      c.enrollments.map((e) => `${c.id} ${e.id} ${e.flowId}@${e.version}/${e.nodeId} ${e.state}`),
    );
    const rows: string[] = [];
    const counts = new Map<string, number>();
    for (const { flowId } of await store.flows.list()) {
      for (const e of await store.readSide.enrollments({ flowId, limit: EVERYTHING })) {
        if (e.state === "ended" || e.state === "waiting") continue;
        rows.push(`${e.customerId} ${e.id} ${e.flowId}@${e.version}/${e.nodeId} ${e.state}`);
      }
      for (const { version, nodeId, metric, key, add } of await store.readSide.counters(flowId)) {
        if (add !== 0) counts.set(`${flowId} ${version} ${nodeId} ${metric} ${key}`, add);
      }
    }
    same("projections equal documents", documents, rows);
    if (this.ledger.isGone) return;
    checkCounts(counts, { customers, tasks, entries: this.ledger.entries });
    const told = [...this.ledger.counters].map(([id, count]) => `${id} = ${count}`);
    const kept = [...counts].map(([id, count]) => `${id} = ${count}`);
    same("counters equal what the trace adds up to", told, kept);
  }
}

function checkDocument(customer: Customer): void {
  const parsed = customerSchema.safeParse(customer);
  if (!parsed.success) fail("documents have their shape", { customer: customer.id, issues: parsed.error.issues });
  if (customer.status === "held") fail("nobody is put on hold", { customer: customer.id, why: customer.holdReason });
  const failed = customer.enrollments.find(({ endReason }) => endReason === "failed");
  if (failed) fail("no enrollment fails", failed);
}

/** No timer in the past: but of paused flows, whose time stands still. */
function checkTimers(customer: Customer, now: number, paused: ReadonlySet<string>): void {
  if (customer.status !== "live") return;
  const flowOf = new Map(customer.enrollments.map((e) => [e.id, e.flowId]));
  const late = customer.timers.find(({ at, e }) => at <= now && !paused.has(flowOf.get(e) ?? ""));
  if (late) fail("no timer in the past is unserved", { customer: customer.id, late, now });
  const lost = customer.enrollments.find(
    (e) => !paused.has(e.flowId) && !customer.timers.some((timer) => timer.e === e.id),
  );
  if (lost) fail("whoever is inside waits for something that comes by itself", { customer: customer.id, lost });
  for (const { flowId, pending, tasks, id } of customer.enrollments) {
    if (paused.has(flowId)) continue;
    const has = (kind: Timer["kind"], ref: string) =>
      customer.timers.some((timer) => timer.e === id && timer.kind === kind && timer.ref === ref);
    const forgotten = pending.find((task) => task.retryAt <= now || !has("issue", task.id));
    if (forgotten) fail("no planned task is forgotten", { customer: customer.id, forgotten, now });
    const endless = tasks.find((task) => !has("expire", task.id));
    if (endless) fail("every open task expires", { customer: customer.id, endless });
  }
}

/** Who stands at a step that waits for its task has one: planned, open, or answered in a pause. */
function checkStanding(customerId: string, enrollment: Enrollment, flows: PublishedFlows): void {
  const { flowId, version, nodeId, visit, state, node, pending, tasks } = enrollment;
  if (state !== "active") return;
  const isOwn = (task: { nodeId: string; visit: number }) => task.nodeId === nodeId && task.visit === visit;
  const hasOne = node.matched !== undefined || pending.some(isOwn) || tasks.some(isOwn);
  if (!hasOne && flows.isTask(flowId, version, nodeId)) {
    fail("who stands at a task's step has a task", { customer: customerId, enrollment });
  }
}

async function checkDue(store: Store, now: number): Promise<void> {
  const due = await store.customers.due(now, 5);
  if (due.length > 0) fail("nobody is due any more", { due, now });
  const running = (await store.schedules.list()).filter((row) => row.running !== undefined);
  if (running.length > 0) fail("no run is left half-way", running);
}

function checkTasks({ customers, tasks }: Snapshot, ledger: TraceLedger): void {
  const places = new Set<string>();
  for (const { id, enrollmentId, nodeId, visit, slotId } of tasks) {
    const place = `${enrollmentId}/${nodeId}/${visit}/${slotId ?? ""}`;
    if (places.has(place)) fail("no task is there twice", { id, place });
    places.add(place);
  }
  same(
    "tasks are those that the trace issued",
    [...ledger.issued.keys()],
    tasks.map((t) => `${t.customerId} ${t.id}`),
  );
  same(
    "open tasks are those that the trace has not closed",
    [...ledger.issued].filter(([, { closed }]) => !closed).map(([id]) => id),
    tasks.filter((t) => t.state === "open").map((t) => `${t.customerId} ${t.id}`),
  );
  same(
    "open tasks are those of the documents",
    customers.flatMap((c) => c.enrollments.flatMap((e) => e.tasks.map(({ id }) => `${c.id} ${id}`))),
    tasks.filter((t) => t.state === "open").map((t) => `${t.customerId} ${t.id}`),
  );
}

function mergedIn(customers: readonly Customer[]): (id: string) => boolean {
  const ids = new Set(customers.flatMap((c) => (c.status === "merged" || c.mergedFrom ? [c.id] : [])));
  return (id) => ids.has(id);
}

function same(invariant: string, expected: readonly string[], found: readonly string[]): void {
  const [a, b] = [new Set(expected), new Set(found)];
  const missing = expected.filter((one) => !b.has(one));
  const extra = found.filter((one) => !a.has(one));
  if (missing.length > 0 || extra.length > 0 || expected.length !== found.length) {
    fail(invariant, { missing: missing.slice(0, 5), extra: extra.slice(0, 5) });
  }
}
