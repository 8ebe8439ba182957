import type { StepTracePage, StepTraceQuery, TracePlace, TraceRow } from "../port.js";
import { type InputTrace, type TraceLine, traceRows } from "../trace-lines.js";
import { linesOfStep, markSteps, wordsOf } from "../trace-steps.js";
import type { Connection, SqlValue } from "./connection.js";

/** Rows looked at in one go, some ms: others take their turn in between. */
const WINDOW = 20_000;
/** Windows of one call: a rare mark among millions of others takes several. */
const MAX_WINDOWS = 50;

/** Notes what an input did at one step, or did now that other lines came to it: flow, node, position, customer, marks. */
export const prepareStepNote = (connection: Connection): ((...row: SqlValue[]) => void) => {
  const note = connection.prepare(
    "INSERT OR REPLACE INTO trace_steps (flow_id, node_id, seq, customer_id, marks) VALUES (?, ?, ?, ?, ?)",
  );
  return (...row) => {
    note.run(...row);
  };
};

/** Notes at which steps the lines of an input are. To be called inside a write. */
export function prepareStepWrite(connection: Connection): (input: InputTrace) => void {
  const note = prepareStepNote(connection);
  return ({ customerId, seq, lines }) => {
    for (const { flowId, nodeId, marks } of markSteps(lines)) note(flowId, nodeId, seq, customerId, wordsOf(marks));
  };
}

/** Forgets at which steps the lines of an input are. To be called inside a write, before they go. */
export function prepareStepForget(connection: Connection): (input: InputTrace) => void {
  const forget = connection.prepare(
    "DELETE FROM trace_steps WHERE flow_id = ? AND node_id = ? AND seq = ? AND customer_id = ?",
  );
  return ({ customerId, seq, lines }) => {
    for (const { flowId, nodeId } of markSteps(lines)) forget.run(flowId, nodeId, seq, customerId);
  };
}

/** Goes through the inputs of a step from the newest, a window at a time. */
export function prepareStepRead(connection: Connection) {
  const inWindow = (columns: string, rest: string) =>
    connection.prepare<TracePlace>(
      `SELECT seq, customer_id AS customerId FROM (
         SELECT ${columns} FROM trace_steps WHERE flow_id = ? AND node_id = ? AND (seq, customer_id) < (?, ?)
         ORDER BY seq DESC, customer_id DESC LIMIT ${WINDOW}
       ) ${rest}`,
    );
  const hits = inWindow(
    "seq, customer_id, marks",
    "WHERE instr(marks, ?) + instr(marks, ?) + instr(marks, ?) > 0 LIMIT ?",
  );
  const end = inWindow("seq, customer_id", `LIMIT 1 OFFSET ${WINDOW - 1}`);
  const lines = connection.prepare<{ lines: string }>("SELECT lines FROM trace WHERE customer_id = ? AND seq = ?");
  const rowsAt = ({ seq, customerId }: TracePlace, query: StepTraceQuery): TraceRow[] => {
    const all: TraceLine[] = JSON.parse(lines.get(customerId, seq)?.lines ?? "[]");
    return traceRows([{ customerId, seq, lines: linesOfStep(all, query) }], Number.POSITIVE_INFINITY);
  };

  return async (query: StepTraceQuery): Promise<StepTracePage> => {
    const { flowId, nodeId, marks, limit } = query;
    const words = [marks[0], marks[1] ?? marks[0], marks[2] ?? marks[0]].map((mark) => ` ${mark} `);
    const found: TracePlace[] = [];
    let from: TracePlace | undefined = query.before ?? { seq: Number.MAX_SAFE_INTEGER, customerId: "" };
    for (let window = 0; from && found.length <= limit && window < MAX_WINDOWS; window++) {
      if (window > 0) await new Promise((resolve) => setImmediate(resolve));
      const place = [flowId, nodeId, from.seq, from.customerId] as const;
      found.push(...hits.all(...place, ...words, limit + 1 - found.length));
      from = end.get(...place);
    }
    const page = found.slice(0, limit);
    const next = found.length > limit ? page.at(-1) : from;
    return { rows: page.flatMap((place) => rowsAt(place, query)), ...(next && { next: { ...next } }) };
  };
}
