import type { TraceRow } from "../port.js";
import type { Connection } from "./connection.js";

/** A line without what its row says; `detail` only where there is some. */
type Line = readonly [
  ordinal: number,
  what: TraceRow["what"],
  at: number,
  flowId: string,
  version: number,
  nodeId: string,
  enrollmentId: string,
  detail?: TraceRow["detail"],
];

interface InputRow {
  seq: number;
  lines: string;
}

/** Writes the lines of a batch, one row per customer and input. A line that is there already stays as it is. */
export function prepareTraceWrite(connection: Connection): (rows: readonly TraceRow[]) => void {
  const insert = connection.prepare(
    "INSERT INTO trace (customer_id, seq, lines) VALUES (?, ?, ?) ON CONFLICT (customer_id, seq) DO NOTHING",
  );
  const find = connection.prepare<InputRow>("SELECT seq, lines FROM trace WHERE customer_id = ? AND seq = ?");
  const update = connection.prepare("UPDATE trace SET lines = ? WHERE customer_id = ? AND seq = ?");
  const write = (customerId: string, seq: number, lines: readonly Line[]) => {
    if (insert.run(customerId, seq, JSON.stringify(lines)).changes === 1) return;
    const stored: Line[] = JSON.parse(find.get(customerId, seq)?.lines ?? "[]");
    update.run(JSON.stringify(merge([...stored, ...lines])), customerId, seq);
  };
  return (rows) => {
    const inputs = new Map<string, Map<number, Line[]>>();
    for (const row of rows) {
      const bySeq = inputs.get(row.customerId) ?? new Map<number, Line[]>();
      inputs.set(row.customerId, bySeq.set(row.seq, [...(bySeq.get(row.seq) ?? []), toLine(row)]));
    }
    for (const [customerId, bySeq] of inputs) for (const [seq, lines] of bySeq) write(customerId, seq, merge(lines));
  };
}

/** Lines of the newest `limit` inputs before `before`, cut at the first whole input that fills the limit. */
export function prepareTraceRead(connection: Connection) {
  const select = connection.prepare<InputRow>(
    "SELECT seq, lines FROM trace WHERE customer_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
  );
  return (customerId: string, before: number, limit: number): TraceRow[] => {
    const rows: TraceRow[] = [];
    for (const { seq, lines } of select.all(customerId, before, limit)) {
      if (rows.length >= limit) break;
      const parsed: Line[] = JSON.parse(lines);
      for (const [ordinal, what, at, flowId, version, nodeId, enrollmentId, detail] of parsed) {
        const row = { customerId, enrollmentId, flowId, version, nodeId, what, at, seq, ordinal };
        rows.push(detail === undefined ? row : { ...row, detail });
      }
    }
    return rows;
  };
}

function toLine(row: TraceRow): Line {
  const line = [row.ordinal, row.what, row.at, row.flowId, row.version, row.nodeId, row.enrollmentId] as const;
  return row.detail === undefined ? line : [...line, row.detail];
}

/** In order of their ordinals, the first of each. */
function merge(lines: readonly Line[]): Line[] {
  const byOrdinal = new Map<number, Line>();
  for (const line of lines) if (!byOrdinal.has(line[0])) byOrdinal.set(line[0], line);
  return [...byOrdinal.values()].sort((a, b) => a[0] - b[0]);
}
