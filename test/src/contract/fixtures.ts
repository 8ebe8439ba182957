import type { CommitBatch, EnrollmentRow, FlowVersion, NewLogEntry, TraceRow } from "@sopflow/engine";
import { type Customer, type Flow, flowSchema, type Task } from "@sopflow/schemas";

export const T0 = Date.UTC(2026, 0, 5);
export const DAY_MS = 86_400_000;

/** A batch that writes nothing besides what is given. */
export function batchOf(parts: Partial<CommitBatch>): CommitBatch {
  return {
    customers: [],
    newTasks: [],
    taskPatches: [],
    taskCloses: [],
    enrollments: [],
    trace: [],
    counters: [],
    notifications: [],
    alerts: [],
    append: [],
    schedules: [],
    erase: [],
    ...parts,
  };
}

export function customerOf(id: string, parts: Partial<Customer> = {}): Customer {
  return {
    id,
    partition: 0,
    version: 1,
    seq: 0,
    recent: [],
    clock: T0,
    status: "live",
    createdAt: T0,
    relations: [],
    tags: [],
    tagUntil: {},
    attributes: {},
    identities: {},
    bound: false,
    referrals: 0,
    orders: { count: 0, spend: 0, discounted: 0, byShop: {}, bySku: {}, recent: [] },
    replenish: {},
    contacts: [],
    suppressions: [],
    enrollments: [],
    flows: {},
    audience: {},
    timers: [],
    lookback: [],
    ...parts,
  };
}

export function entryOf(id: string, parts: Partial<NewLogEntry> = {}): NewLogEntry {
  return {
    kind: "event",
    customerId: "c1",
    id,
    dedupe: [{ key: `shop:${id}` }],
    at: T0,
    received: T0,
    type: "order.paid",
    source: "shop",
    body: { orderId: id, note: "你好" },
    ...parts,
  };
}

export function taskOf(id: string, parts: Partial<Task> = {}): Task {
  return {
    id,
    customerId: "c1",
    flowId: "welcome",
    version: 1,
    nodeId: "n2",
    enrollmentId: "e1",
    visit: 1,
    title: "问候",
    text: "你好",
    scriptId: "s1",
    materials: [],
    channel: "chat",
    purpose: "marketing",
    scope: "customer",
    priority: 50,
    flowPriority: 50,
    advisorId: "amy",
    assign: "owner",
    fallback: "pool:default",
    why: { kind: "entry", at: T0 },
    plannedAt: T0,
    issuedAt: T0,
    dueAt: T0 + DAY_MS,
    expiresAt: T0 + 3 * DAY_MS,
    waits: true,
    outcomes: [],
    skipReasons: [],
    state: "open",
    ...parts,
  };
}

export function enrollmentOf(id: string, parts: Partial<EnrollmentRow> = {}): EnrollmentRow {
  return {
    id,
    customerId: "c1",
    flowId: "welcome",
    version: 1,
    nodeId: "n2",
    state: "active",
    enteredAt: T0,
    since: T0,
    ...parts,
  };
}

export function traceOf(seq: number, ordinal: number, parts: Partial<TraceRow> = {}): TraceRow {
  return {
    customerId: "c1",
    enrollmentId: "e1",
    flowId: "welcome",
    version: 1,
    nodeId: "n2",
    what: "arrived",
    at: T0 + seq,
    seq,
    ordinal,
    ...parts,
  };
}

export function flowOf(id: string, name = id): Flow {
  return flowSchema.parse({ schema: "sopflow/flow@1", id, name, nodes: [], edges: [] });
}

export function versionOf(flowId: string, version: number): FlowVersion {
  const flow = flowOf(flowId, `${flowId} ${version}`);
  return {
    flowId,
    version,
    flow,
    compiled: {
      flowId,
      version,
      hash: `sha256:${flowId}${version}`,
      rules: [],
      plan: { flowId, name: flow.name, settings: flow.settings, triggers: [], nodes: {} },
    },
    publishedAt: T0 + version,
    publishedBy: "lead",
  };
}
