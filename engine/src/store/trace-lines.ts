import type { TraceRow } from "./port.js";

/** A line without what its row says; `detail` only where there is some. */
export type TraceLine = readonly [
  ordinal: number,
  what: TraceRow["what"],
  at: number,
  flowId: string,
  version: number,
  nodeId: string,
  enrollmentId: string,
  detail?: TraceRow["detail"],
];

/** The lines of one input about one customer: what a store keeps as one row. */
export interface InputTrace {
  readonly customerId: string;
  readonly seq: number;
  readonly lines: readonly TraceLine[];
}

/** The lines of a batch by customer and input. */
export function traceByInput(rows: readonly TraceRow[]): InputTrace[] {
  const inputs = new Map<string, Map<number, TraceLine[]>>();
  let customerId: string | undefined;
  let seq: number | undefined;
  let lines: TraceLine[] = [];
  for (const row of rows) {
    // Lines of one input nearly always stand together.
    if (row.customerId !== customerId || row.seq !== seq) {
      ({ customerId, seq } = row);
      const bySeq = inputs.get(customerId) ?? new Map<number, TraceLine[]>();
      lines = bySeq.get(seq) ?? [];
      inputs.set(customerId, bySeq.set(seq, lines));
    }
    lines.push(toLine(row));
  }
  const found: InputTrace[] = [];
  for (const [id, bySeq] of inputs) {
    for (const [at, all] of bySeq) found.push({ customerId: id, seq: at, lines: mergeLines(all) });
  }
  return found;
}

/** In order of their ordinals, the first of each. */
export function mergeLines(lines: readonly TraceLine[]): readonly TraceLine[] {
  if (lines.every(([ordinal], i) => i === 0 || ordinal > (lines[i - 1]?.[0] ?? 0))) return lines;
  const byOrdinal = new Map<number, TraceLine>();
  for (const line of lines) if (!byOrdinal.has(line[0])) byOrdinal.set(line[0], line);
  return [...byOrdinal.values()].sort((a, b) => a[0] - b[0]);
}

/** The rows of the given inputs, cut at the first whole input that fills the limit. */
export function traceRows(inputs: readonly InputTrace[], limit: number): TraceRow[] {
  const rows: TraceRow[] = [];
  for (const { customerId, seq, lines } of inputs) {
    if (rows.length >= limit) break;
    for (const [ordinal, what, at, flowId, version, nodeId, enrollmentId, detail] of lines) {
      const row = { customerId, enrollmentId, flowId, version, nodeId, what, at, seq, ordinal };
      rows.push(detail === undefined ? row : { ...row, detail });
    }
  }
  return rows;
}

function toLine(row: TraceRow): TraceLine {
  const { ordinal, what, at, flowId, version, nodeId, enrollmentId, detail } = row;
  return detail === undefined
    ? [ordinal, what, at, flowId, version, nodeId, enrollmentId]
    : [ordinal, what, at, flowId, version, nodeId, enrollmentId, detail];
}
