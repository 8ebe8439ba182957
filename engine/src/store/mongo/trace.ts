import type { TraceRow } from "../port.js";
import { mergeLines, type TraceLine, traceByInput, traceRows } from "../trace-lines.js";
import type { Data } from "./data.js";
import { keyOf } from "./documents.js";
import type { Draft } from "./draft.js";

/** Writes the lines of a batch, one document per customer and input. A line that is there already stays as it is. */
export async function writeTrace(draft: Draft, rows: readonly TraceRow[]): Promise<void> {
  const inputs = traceByInput(rows).map((input) => ({ ...input, id: keyOf(input.customerId, input.seq) }));
  await draft.load(
    "trace",
    inputs.map(({ id }) => id),
  );
  for (const { id, customerId, seq, lines } of inputs) {
    const stored: TraceLine[] = JSON.parse(draft.get("trace", id)?.lines ?? "[]");
    draft.put("trace", { _id: id, customerId, seq, lines: JSON.stringify(mergeLines([...stored, ...lines])) });
  }
}

/** Newest input first. */
export async function readTrace(data: Data, customerId: string, before: number | undefined, limit: number) {
  const filter = { customerId, ...(before === undefined ? {} : { seq: { $lt: before } }) };
  const rows = await data.read(() => data.connection.find("trace", filter, { sort: { seq: -1 }, limit }));
  return traceRows(
    rows.map(({ seq, lines }) => ({ customerId, seq, lines: JSON.parse(lines) })),
    limit,
  );
}
