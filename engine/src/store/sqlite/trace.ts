import type { TraceRow } from "../port.js";
import { mergeLines, type TraceLine, traceRows } from "../trace-lines.js";
import type { Connection } from "./connection.js";
import { eachRow, type PackedBatch } from "./pack-batch.js";
import { prepareStepNote, prepareStepWrite } from "./trace-steps.js";

interface InputRow {
  seq: number;
  lines: string;
}

/** Writes the lines of a batch, one row per customer and input. A line that is there already stays as it is. */
export function prepareTraceWrite(connection: Connection): (batch: Pick<PackedBatch, "trace" | "steps">) => void {
  const insert = connection.prepare(
    "INSERT INTO trace (customer_id, seq, lines) VALUES (?, ?, ?) ON CONFLICT (customer_id, seq) DO NOTHING",
  );
  const find = connection.prepare<InputRow>("SELECT seq, lines FROM trace WHERE customer_id = ? AND seq = ?");
  const update = connection.prepare("UPDATE trace SET lines = ? WHERE customer_id = ? AND seq = ?");
  const noteStep = prepareStepNote(connection);
  const noteSteps = prepareStepWrite(connection);
  const merge = (customerId: string, seq: number, added: string) => {
    const stored: TraceLine[] = JSON.parse(find.get(customerId, seq)?.lines ?? "[]");
    const lines = mergeLines([...stored, ...JSON.parse(added)]);
    update.run(JSON.stringify(lines), customerId, seq);
    noteSteps({ customerId, seq, lines });
  };
  return ({ trace, steps }) => {
    const known: (() => void)[] = [];
    eachRow(trace, (customerId = null, seq = null, lines = null) => {
      if (insert.run(customerId, seq, lines).changes === 0)
        known.push(() => merge(String(customerId), Number(seq), String(lines)));
    });
    eachRow(steps, noteStep);
    // Their marks are those of all their lines, so they come last.
    for (const one of known) one();
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
