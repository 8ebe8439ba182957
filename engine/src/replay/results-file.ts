import { contactResultSchema, intentSchema, type JsonObject, type Text } from "@sopflow/schemas";
import { parseDuration } from "../core/time/index.js";
import type { BadRows } from "./bad-rows.js";
import { openCsv } from "./csv-table.js";
import type { TextSource } from "./decode-text.js";
import { readLines } from "./events-ndjson.js";
import { ROW_PROBLEMS } from "./row-problems.js";
import type { PlannedResult, TaskResultTable } from "./task-results.js";

/** Columns of a file of task results, and the keys of its NDJSON form. All but the first four may be left out. */
const FIELDS = {
  flow_id: "flowId",
  node_id: "nodeId",
  customer_id: "customerId",
  nth: "nth",
  after: "after",
  result: "result",
  outcome: "outcome",
  contact: "contact",
  intent: "intent",
  reason: "reason",
} as const;
type Column = keyof typeof FIELDS;
const KEY_COLUMNS = ["flow_id", "node_id", "customer_id", "nth"] as const;
const DEFAULT_AFTER = "PT1H";

/**
 * Reads how tasks end: for the `nth` task (1, 2, …) of a node for a customer `result` done, skipped or expired, so long
 * `after` its issue (ISO duration, default an hour). CSV with a header, or NDJSON where `format` says so.
 */
export async function readTaskResults(
  source: TextSource,
  format: "csv" | "ndjson",
  bad: BadRows,
  name = "results",
): Promise<TaskResultTable> {
  const results = new Map<string, PlannedResult | undefined>();
  const rows = format === "csv" ? csvRows(source, bad) : ndjsonRows(source, bad);
  for await (const { line, cell } of rows) {
    const missing = KEY_COLUMNS.find((column) => cell(column) === "");
    if (missing) {
      bad.add(line, ROW_PROBLEMS.empty(missing));
      continue;
    }
    const planned = readResult(cell);
    if (planned && "zh" in planned) bad.add(line, planned);
    else results.set(JSON.stringify(KEY_COLUMNS.map(cell)), planned);
  }
  return {
    name,
    get: (flowId, nodeId, customerId, nth) => results.get(JSON.stringify([flowId, nodeId, customerId, String(nth)])),
  };
}

type Cell = (column: Column) => string;

function readResult(cell: Cell): PlannedResult | Text | undefined {
  if (!/^[1-9]\d{0,6}$/.test(cell("nth"))) return ROW_PROBLEMS.number("nth", cell("nth"));
  const after = parseDuration(cell("after") || DEFAULT_AFTER);
  if (after === undefined) return ROW_PROBLEMS.field("after", "use an ISO duration such as PT2H");
  const props: JsonObject = {};
  const [contact, intent, reason] = [cell("contact"), cell("intent"), cell("reason")];
  if (contact !== "") {
    if (!contactResultSchema.safeParse(contact).success) return ROW_PROBLEMS.field("contact", contact);
    props.contact = contact;
  }
  if (intent !== "") {
    if (!intentSchema.safeParse(intent).success) return ROW_PROBLEMS.field("intent", intent);
    props.intent = intent;
  }
  if (reason !== "") props.reason = reason;
  const outcome = cell("outcome");
  switch (cell("result") || "done") {
    case "done":
      return { type: "task.completed", after, props, ...(outcome === "" ? {} : { outcome }) };
    case "skipped":
      return { type: "task.skipped", after, props };
    case "expired":
      return undefined;
    default:
      return ROW_PROBLEMS.field("result", "use done, skipped or expired");
  }
}

async function* csvRows(source: TextSource, bad: BadRows): AsyncGenerator<{ line: number; cell: Cell }> {
  const { header, rows } = await openCsv(source, KEY_COLUMNS, bad);
  for await (const { line, cells } of rows) yield { line, cell: (column) => cells[header.indexOf(column)] ?? "" };
}

async function* ndjsonRows(source: TextSource, bad: BadRows): AsyncGenerator<{ line: number; cell: Cell }> {
  for await (const { line, text } of readLines(source)) {
    let row: unknown;
    try {
      row = JSON.parse(text);
    } catch (error) {
      bad.add(line, ROW_PROBLEMS.json(error instanceof Error ? error.message : String(error)));
      continue;
    }
    const fields = new Map(Object.entries(Object(row)));
    yield {
      line,
      cell: (column) => {
        const value = fields.get(FIELDS[column]);
        return typeof value === "string" || typeof value === "number" ? String(value) : "";
      },
    };
  }
}
