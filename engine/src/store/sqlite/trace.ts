import type { TraceRow } from "../port.js";
import { mergeLines, type TraceLine, traceByInput, traceRows } from "../trace-lines.js";
import type { Connection } from "./connection.js";
import { prepareStepWrite } from "./trace-steps.js";

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
  const noteSteps = prepareStepWrite(connection);
  return (rows) => {
    for (const input of traceByInput(rows)) {
      const { customerId, seq } = input;
      let { lines } = input;
      if (insert.run(customerId, seq, JSON.stringify(lines)).changes === 0) {
        const stored: TraceLine[] = JSON.parse(find.get(customerId, seq)?.lines ?? "[]");
        lines = mergeLines([...stored, ...lines]);
        update.run(JSON.stringify(lines), customerId, seq);
      }
      noteSteps({ customerId, seq, lines });
    }
  };
}

/** Lines of the newest `limit` inputs before `before`, cut at the first whole input that fills the limit. */
export function prepareTraceRead(connection: Connection) {
  const select = connection.prepare<InputRow>(
    "SELECT seq, lines FROM trace WHERE customer_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
  );
  return (customerId: string, before: number, limit: number): TraceRow[] => {
    const inputs = select.all(customerId, before, limit);
    return traceRows(
      inputs.map(({ seq, lines }) => ({ customerId, seq, lines: JSON.parse(lines) })),
      limit,
    );
  };
}
