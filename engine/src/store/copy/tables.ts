import { type Documents, keyOf, type Name } from "../mongo/documents.js";
import { stepKeys } from "../mongo/trace.js";
import { markSteps } from "../trace-steps.js";

/** How the embedded store's table lies beside the collection of the same rows. */
export interface Table {
  readonly table: string;
  /** Column of each field, those of the key first. `_id` is a column of its own where the key is one value. */
  readonly columns: Readonly<Record<string, string>>;
  /** Fields that make the key: they are unique together, and rows are read in their order. */
  readonly key: readonly string[];
}

/** Every table, in the order in which it is copied: the smallest and most telling first. */
export const TABLES: Readonly<Record<Exclude<Name, "enrollmentsNext">, Table>> = {
  facts: { table: "meta", columns: { _id: "key", value: "value" }, key: ["_id"] },
  brand: { table: "brand", columns: { _id: "name", doc: "doc" }, key: ["_id"] },
  revisions: { table: "revisions", columns: { _id: "name", value: "value" }, key: ["_id"] },
  flows: {
    table: "flows",
    columns: {
      _id: "flow_id",
      revision: "revision",
      state: "state",
      publishedVersion: "published_version",
      updatedAt: "updated_at",
      updatedBy: "updated_by",
      flow: "flow",
      turn: "turn",
    },
    key: ["_id"],
  },
  flowVersions: {
    table: "flow_versions",
    columns: {
      flowId: "flow_id",
      version: "version",
      publishedAt: "published_at",
      publishedBy: "published_by",
      flow: "flow",
      compiled: "compiled",
      inside: "inside",
    },
    key: ["flowId", "version"],
  },
  audit: {
    table: "audit",
    columns: { _id: "id", subject: "subject", at: "at", by: "by", action: "action", detail: "detail" },
    key: ["_id"],
  },
  apiKeys: {
    table: "api_keys",
    columns: { _id: "id", hash: "hash", doc: "doc", revokedAt: "revoked_at" },
    key: ["_id"],
  },
  signInLinks: { table: "sign_in_links", columns: { _id: "hash", expiresAt: "expires_at", doc: "doc" }, key: ["_id"] },
  sessions: { table: "sessions", columns: { _id: "hash", expiresAt: "expires_at", doc: "doc" }, key: ["_id"] },
  schedules: { table: "schedules", columns: { _id: "id", doc: "doc" }, key: ["_id"] },
  cursors: { table: "cursors", columns: { _id: "consumer", seq: "seq" }, key: ["_id"] },
  customers: {
    table: "customers",
    columns: {
      _id: "id",
      version: "version",
      wakeAt: "wake_at",
      name: "name",
      advisorId: "advisor_id",
      tier: "tier",
      status: "status",
      doc: "doc",
    },
    key: ["_id"],
  },
  identities: {
    table: "identities",
    columns: { type: "type", value: "value", customerId: "customer_id" },
    key: ["type", "value"],
  },
  tasks: {
    table: "tasks",
    columns: {
      _id: "id",
      customerId: "customer_id",
      flowId: "flow_id",
      nodeId: "node_id",
      advisorId: "advisor_id",
      state: "state",
      dueAt: "due_at",
      issuedAt: "issued_at",
      closedAt: "closed_at",
      doc: "doc",
    },
    key: ["_id"],
  },
  enrollments: {
    table: "enrollments",
    columns: {
      customerId: "customer_id",
      id: "id",
      flowId: "flow_id",
      version: "version",
      nodeId: "node_id",
      state: "state",
      enteredAt: "entered_at",
      since: "since",
      reason: "reason",
    },
    key: ["customerId", "id"],
  },
  counters: {
    table: "counters",
    columns: { flowId: "flow_id", version: "version", nodeId: "node_id", metric: "metric", key: "key", total: "total" },
    key: ["flowId", "version", "nodeId", "metric", "key"],
  },
  records: {
    table: "records",
    columns: {
      kind: "kind",
      id: "id",
      revision: "revision",
      owner: "owner",
      customerId: "customer_id",
      dueAt: "due_at",
      doc: "doc",
    },
    key: ["kind", "id"],
  },
  notifications: {
    table: "notifications",
    columns: { _id: "id", recipient: "recipient", customerId: "customer_id", at: "at", doc: "doc" },
    key: ["_id"],
  },
  alerts: {
    table: "alerts",
    columns: { _id: "id", customerId: "customer_id", at: "at", doc: "doc" },
    key: ["_id"],
  },
  dedupe: { table: "dedupe", columns: { _id: "key", until: "until" }, key: ["_id"] },
  trace: {
    table: "trace",
    columns: { customerId: "customer_id", seq: "seq", lines: "lines" },
    key: ["customerId", "seq"],
  },
  log: {
    table: "log",
    columns: {
      _id: "seq",
      kind: "kind",
      customerId: "customer_id",
      partition: "partition",
      id: "id",
      at: "at",
      received: "received",
      type: "type",
      source: "source",
      history: "history",
      body: "body",
    },
    key: ["_id"],
  },
};

export type TableName = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as TableName[]; // a Record over TableName has no other keys

export type Cell = string | number;
/** One row in the form that both stores share: field by field, empty ones left out. */
export type CopyRow = Readonly<Record<string, Cell>>;

/** The row as MongoDB holds it: with its key, and the fields that are searched inside documents. */
export function toDocument(name: TableName, row: CopyRow): Documents[TableName] {
  const { key } = TABLES[name];
  const document: Record<string, unknown> = { ...row };
  if (key[0] !== "_id") document._id = keyOf(...key.map((field) => row[field] ?? ""));
  if (name === "log" && row.history !== undefined) document.history = true;
  if (name === "customers") document.tags = JSON.parse(String(row.doc)).tags;
  if (name === "trace") document.steps = stepKeys(markSteps(JSON.parse(String(row.lines))));
  if (name === "apiKeys") document.createdAt = JSON.parse(String(row.doc)).createdAt;
  return document as unknown as Documents[TableName]; // field by field as documents.ts says; the tests compare them
}

/** The row of a document: the fields that the table has. */
export function fromDocument(name: TableName, document: object): CopyRow {
  const row: Record<string, Cell> = {};
  for (const [field, value] of Object.entries(document)) {
    if (!Object.hasOwn(TABLES[name].columns, field)) continue;
    if (typeof value === "string" || typeof value === "number") row[field] = value;
    else if (value === true) row[field] = 1;
  }
  return row;
}
