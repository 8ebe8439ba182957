import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { CommitBatch, TraceRow } from "../port.js";
import { APPLICATION_ID } from "./data-format.js";
import { MIGRATIONS } from "./migrations/index.js";
import { openSqliteStore } from "./open-sqlite-store.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sopflow-steps-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Number of the migration that makes the table. */
const STEPS_FORMAT = 3;

const line = (seq: number, ordinal: number, more: Partial<TraceRow> = {}): TraceRow => ({
  customerId: "c1",
  enrollmentId: "e1",
  flowId: "welcome",
  version: 1,
  nodeId: "n2",
  what: "arrived",
  at: seq,
  seq,
  ordinal,
  ...more,
});

const TRACE = [
  line(1, 0, { what: "entered", detail: { port: "n2" } }),
  line(1, 1),
  line(1, 2, { what: "left", detail: { port: "yes" } }),
  line(1, 3, { nodeId: "n3" }),
  line(1, 4),
  line(1, 5, { what: "issued", detail: { task: "t" } }),
  line(2, 0, { what: "raised", flowId: "", nodeId: "" }),
  line(3, 0, { what: "left" }),
  line(3, 1, { customerId: "c2", what: "refused", enrollmentId: "", detail: { reason: "active" } }),
];

const batch: CommitBatch = {
  customers: [],
  newTasks: [],
  taskPatches: [],
  taskCloses: [],
  enrollments: [],
  trace: TRACE,
  counters: [],
  notifications: [],
  alerts: [],
  append: [],
  schedules: [],
  erase: [],
};

async function write(file: string, ...batches: readonly CommitBatch[]) {
  const store = openSqliteStore({ file });
  for (const one of batches) await store.commit(one);
  await store.close();
}

function stepsIn(file: string) {
  const database = new DatabaseSync(file);
  const rows = database.prepare("SELECT * FROM trace_steps ORDER BY node_id, seq, customer_id").all();
  database.close();
  return rows.map(({ node_id, seq, customer_id, marks }) => `${node_id}/${seq}/${customer_id}:${marks}`);
}

it("data of the former version finds what happened at a step as data written now does", async () => {
  const now = join(folder, "now.db");
  await write(now, batch);
  const written = stepsIn(now);
  expect(written).toEqual([
    "n2/1/c1: entered arrived left:yes ",
    "n2/3/c1: left: ",
    "n2/3/c2: refused ",
    "n3/1/c1: arrived ",
  ]);

  const former = join(folder, "former.db");
  const database = new DatabaseSync(former);
  for (const migration of MIGRATIONS.slice(0, STEPS_FORMAT - 1)) database.exec(migration);
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${STEPS_FORMAT - 1};
    ATTACH '${now}' AS now; INSERT INTO trace SELECT customer_id, seq, lines FROM now.trace`);
  database.close();
  await openSqliteStore({ file: former }).close();
  expect(stepsIn(former)).toEqual(written);
});

it("nothing of an erased person stays among the steps", async () => {
  const file = join(folder, "sopflow.db");
  await write(file, batch, { ...batch, trace: [], erase: ["c1"] });
  expect(stepsIn(file)).toEqual(["n2/3/c2: refused "]);
});
