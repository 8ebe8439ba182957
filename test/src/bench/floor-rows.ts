import { DatabaseSync } from "@photostructure/sqlite";
import { openSqliteStore } from "@sopflow/engine";

type Database = InstanceType<typeof DatabaseSync>;

interface EntryRow {
  readonly kind: string;
  readonly customerId?: string;
  readonly id: string;
  readonly dedupe: readonly { readonly key: string; readonly until?: number }[];
  readonly at: number;
  readonly received: number;
  readonly type: string;
  readonly source: string;
  readonly body: string;
}

/** One durable write, with every text made beforehand. */
export type WrittenRows =
  | { readonly kind: "append"; readonly entries: readonly EntryRow[] }
  | {
      readonly kind: "commit";
      readonly customers: readonly {
        readonly id: string;
        readonly isNew: boolean;
        readonly version: number;
        readonly wakeAt: number | null;
        readonly name: string | null;
        readonly advisorId: string | null;
        readonly tier: string | null;
        readonly status: string;
        readonly doc: string;
      }[];
      readonly newTasks: readonly {
        readonly id: string;
        readonly customerId: string;
        readonly flowId: string;
        readonly nodeId: string;
        readonly advisorId?: string | undefined;
        readonly state: string;
        readonly dueAt: number;
        readonly issuedAt: number;
        readonly doc: string;
      }[];
      readonly closes: readonly { readonly taskId: string; readonly state: string; readonly doc: string }[];
      readonly enrollments: readonly {
        readonly customerId: string;
        readonly id: string;
        readonly flowId: string;
        readonly version: number;
        readonly nodeId: string;
        readonly state: string;
        readonly enteredAt: number;
        readonly since: number;
        readonly reason?: string;
      }[];
      readonly trace: readonly { readonly customerId: string; readonly seq: number; readonly lines: string }[];
      readonly counters: readonly {
        readonly flowId: string;
        readonly version: number;
        readonly nodeId: string;
        readonly metric: string;
        readonly key: string;
        readonly add: number;
      }[];
      readonly append: readonly EntryRow[];
      readonly cursor: number | undefined;
    };

/**
 * The floor: the same rows into the same tables in the same batches, by the bare driver, with nothing read, parsed,
 * checked or decided. Seconds.
 */
export function replayRows(file: string, writes: readonly WrittenRows[]): number {
  void openSqliteStore({ file }).close();
  const db = new DatabaseSync(file);
  db.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16000; PRAGMA cache_size = -65536",
  );
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  const append = prepareAppend(db);
  const write = prepareCommit(db, append);
  const startMs = performance.now();
  for (const rows of writes) {
    begin.run();
    if (rows.kind === "append") for (const entry of rows.entries) append(entry);
    else write(rows);
    commit.run();
  }
  const seconds = (performance.now() - startMs) / 1_000;
  db.close();
  return seconds;
}

function prepareAppend(db: Database) {
  const entry = db.prepare(
    "INSERT INTO log (kind, customer_id, partition, id, at, received, type, source, body) VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?)",
  );
  const dedupe = db.prepare("INSERT OR IGNORE INTO dedupe (key, until) VALUES (?, ?)");
  return (e: EntryRow) => {
    for (const { key, until } of e.dedupe) dedupe.run(key, until ?? null);
    entry.run(e.kind, e.customerId ?? null, e.id, e.at, e.received, e.type, e.source, e.body);
  };
}

function prepareCommit(db: Database, append: (entry: EntryRow) => void) {
  const insert = db.prepare(
    "INSERT INTO customers (version, wake_at, name, advisor_id, tier, status, doc, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const update = db.prepare(
    "UPDATE customers SET version = ?, wake_at = ?, name = ?, advisor_id = ?, tier = ?, status = ?, doc = ? WHERE id = ?",
  );
  const task = db.prepare("INSERT OR IGNORE INTO tasks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const close = db.prepare("UPDATE tasks SET state = ?, doc = ? WHERE id = ?");
  const enrollment = db.prepare("INSERT OR REPLACE INTO enrollments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const trace = db.prepare("INSERT OR REPLACE INTO trace VALUES (?, ?, ?)");
  const counter = db.prepare(
    "INSERT INTO counters VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET total = total + excluded.total",
  );
  const cursor = db.prepare("INSERT OR REPLACE INTO cursors VALUES ('worker', ?)");
  return (rows: Extract<WrittenRows, { kind: "commit" }>) => {
    for (const c of rows.customers) {
      (c.isNew ? insert : update).run(c.version, c.wakeAt, c.name, c.advisorId, c.tier, c.status, c.doc, c.id);
    }
    for (const t of rows.newTasks) {
      task.run(t.id, t.customerId, t.flowId, t.nodeId, t.advisorId ?? null, t.state, t.dueAt, t.issuedAt, t.doc);
    }
    for (const c of rows.closes) close.run(c.state, c.doc, c.taskId);
    for (const e of rows.enrollments) {
      const place = [e.customerId, e.id, e.flowId, e.version, e.nodeId] as const;
      enrollment.run(...place, e.state, e.enteredAt, e.since, e.reason ?? null);
    }
    for (const t of rows.trace) trace.run(t.customerId, t.seq, t.lines);
    for (const c of rows.counters) counter.run(c.flowId, c.version, c.nodeId, c.metric, c.key, c.add);
    for (const e of rows.append) append(e);
    if (rows.cursor !== undefined) cursor.run(rows.cursor);
  };
}
