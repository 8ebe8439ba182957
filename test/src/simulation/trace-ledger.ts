import type { Store, TraceRow } from "@sopflow/engine";
import { countEffect, type TraceEffect } from "@sopflow/engine/core";
import type { Customer } from "@sopflow/schemas";
import { fail } from "./failed-invariant.js";
import type { PublishedFlows } from "./published-flows.js";

/** Mostly enough for what is new of one customer; else everything is read. */
const LINES_AT_ONCE = 300;
const ALL_LINES = 100_000;

interface Standing {
  readonly customerId: string;
  flowId: string;
  version: number;
  nodeId: string;
  state: "active" | "closing";
  /** The task of the step it stands on went out, or was given up with a reason. */
  hasTask: boolean;
}

/** What becomes of a step's task. */
const FATES: ReadonlySet<TraceRow["what"]> = new Set(["issued", "dropped", "stale"]);
const ENDS: ReadonlySet<TraceRow["what"]> = new Set(["completed", "exited", "failed"]);

/**
 * The trace as a book of its own: what it tells is added up line by line, and must lead to what documents, tasks and
 * counters say.
 */
export class TraceLedger {
  readonly standing = new Map<string, Standing>();
  readonly issued = new Map<string, { customerId: string; closed: boolean }>();
  readonly counters = new Map<string, number>();
  /** Entries, by flow, version, trigger and the moment. */
  entries: Pick<TraceRow, "flowId" | "version" | "nodeId" | "at" | "customerId">[] = [];
  readonly #ended = new Set<string>();
  readonly #read = new Map<string, number>();
  /** Somebody was erased, and the lines of the erasure with them: counts can no longer be checked. */
  isGone = false;
  /** People moved by a lead. */
  moved = 0;

  constructor(private readonly flows: PublishedFlows) {}

  /** Takes in what is new of one customer. */
  async follow(store: Store, customer: Customer): Promise<void> {
    if (customer.status === "erased") {
      this.forget(customer.id);
      return;
    }
    const from = this.#read.get(customer.id) ?? -1;
    const newest = await store.readSide.trace(customer.id, { limit: LINES_AT_ONCE });
    const isAll = newest.length < LINES_AT_ONCE || newest.some(({ ordinal }) => ordinal <= from);
    const rows = isAll ? newest : await store.readSide.trace(customer.id, { limit: ALL_LINES });
    const news = rows.filter(({ ordinal }) => ordinal > from).sort((a, b) => a.ordinal - b.ordinal);
    for (const row of news) this.#add(row);
    const last = news.at(-1);
    if (last) this.#read.set(customer.id, last.ordinal);
  }

  /** Where the trace says that a customer's enrollments are. */
  check(customer: Customer): void {
    const told = [...this.standing].filter(([, { customerId }]) => customerId === customer.id);
    const expected = told.map(([id, s]) => `${id} ${s.flowId}@${s.version}/${s.nodeId} ${s.state}`).sort();
    const found = customer.enrollments.map((e) => `${e.id} ${e.flowId}@${e.version}/${e.nodeId} ${e.state}`).sort();
    if (expected.join() !== found.join()) {
      fail("every enrollment is where its trace says", { customer: customer.id, trace: expected, document: found });
    }
  }

  /** Who is erased is gone from the store, and so is whoever had become one with them. */
  forgetAllBut(present: ReadonlySet<string>): void {
    for (const id of [...this.#read.keys()]) if (!present.has(id)) this.forget(id);
  }

  /** Nothing of this person counts any more. */
  forget(customerId: string): void {
    this.isGone = true;
    for (const [id, { customerId: whose }] of this.standing) if (whose === customerId) this.standing.delete(id);
    for (const [id, { customerId: whose }] of this.issued) if (whose === customerId) this.issued.delete(id);
    this.entries = this.entries.filter((entry) => entry.customerId !== customerId);
    this.#read.delete(customerId);
  }

  #add(row: TraceRow): void {
    this.#count(row);
    this.#task(row);
    const { enrollmentId: id, what, customerId, flowId, version, nodeId } = row;
    if (id === "") return;
    if (what === "moved") this.moved += 1;
    const place = this.standing.get(id);
    if (what === "entered") {
      if (place || this.#ended.has(id)) fail("nobody enters twice by one input", row);
      this.#enter(row);
      this.standing.set(id, { customerId, flowId, version, nodeId, state: "active", hasTask: false });
    } else if (what === "arrived" || what === "moved") {
      if (place?.state !== "active") fail("only who is inside arrives somewhere", row);
      const isSame = what === "moved" && place.nodeId === nodeId;
      Object.assign(place, { version, nodeId, hasTask: isSame && place.hasTask });
    } else if (FATES.has(what) && place?.nodeId === nodeId) place.hasTask = true;
    else if (what === "left") {
      if (place && !place.hasTask && this.flows.isTask(flowId, version, nodeId)) {
        fail("who leaves a task's step had it issued, or given up with a reason", row);
      }
    } else if (ENDS.has(what)) {
      if (place?.state !== "active") fail("an enrollment ends once", row);
      else place.state = "closing";
    } else if (what === "closed") {
      if (place?.state !== "closing") fail("only who has ended is closed", row);
      this.standing.delete(id);
      this.#ended.add(id);
    }
  }

  #enter(row: TraceRow): void {
    const { customerId, flowId, version, nodeId, at } = row;
    for (const other of this.standing.values()) {
      if (other.customerId !== customerId || other.flowId !== flowId || other.state !== "active") continue;
      fail("nobody is in a flow twice at once", row);
    }
    const isAgain = this.entries.some((entry) => entry.customerId === customerId && entry.flowId === flowId);
    if (isAgain && this.flows.flow(flowId, version)?.settings.reentry === "never") {
      fail("nobody enters again where that is ruled out", row);
    }
    this.entries.push({ flowId, version, nodeId, at, customerId });
  }

  #task({ what, detail, customerId, ...row }: TraceRow): void {
    const taskId = detail?.task;
    if (typeof taskId !== "string") return;
    const known = this.issued.get(`${customerId} ${taskId}`);
    if (what === "issued") {
      if (known) fail("no task is issued twice", { what, detail, customerId, ...row });
      this.issued.set(`${customerId} ${taskId}`, { customerId, closed: false });
    } else if (what === "result" || what === "withdrawn") {
      if (!known || known.closed) fail("a task that is open is closed once", { what, detail, customerId, ...row });
      else known.closed = true;
    }
  }

  #count(row: TraceRow): void {
    const { seq: _seq, ordinal: _ordinal, customerId: _customer, detail, ...line } = row;
    const port = detail?.port;
    const effect: TraceEffect = {
      kind: "trace",
      ...line,
      ...(detail === undefined ? {} : { detail }),
      ...(typeof port === "string" ? { port } : {}),
    };
    countEffect(effect, (flowId, version, nodeId, metric, key) => {
      const id = `${flowId} ${version} ${nodeId} ${metric} ${key}`;
      this.counters.set(id, (this.counters.get(id) ?? 0) + 1);
    });
  }
}
