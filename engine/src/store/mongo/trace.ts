import type { StepTracePage, StepTraceQuery, TraceRow } from "../port.js";
import { mergeLines, type TraceLine, traceByInput, traceRows } from "../trace-lines.js";
import { linesOfStep, type MarkedStep, markSteps } from "../trace-steps.js";
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
    const merged = mergeLines([...stored, ...lines]);
    draft.put("trace", { _id: id, customerId, seq, lines: JSON.stringify(merged), steps: stepKeys(markSteps(merged)) });
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

/** What stands in the index of steps for an input, one key for each step and mark. */
export const stepKeys = (steps: readonly MarkedStep[]): string[] =>
  steps.flatMap(({ flowId, nodeId, marks }) => marks.map((mark) => keyOf(flowId, nodeId, mark)));

/** What happened at a step, newest input first. */
export async function readStepTrace(data: Data, query: StepTraceQuery): Promise<StepTracePage> {
  const { flowId, nodeId, limit, before } = query;
  const step = { flowId, nodeId, marks: query.marks.filter((mark) => mark !== undefined) };
  const behind = before && {
    $or: [{ seq: { $lt: before.seq } }, { seq: before.seq, customerId: { $lt: before.customerId } }],
  };
  const filter = { steps: { $in: stepKeys([step]) }, ...behind };
  const sort = { seq: -1, customerId: -1 } as const;
  const found = await data.read(() => data.connection.find("trace", filter, { sort, limit: limit + 1 }));
  const page = found.slice(0, limit).map(({ customerId, seq, lines }) => {
    const all: TraceLine[] = JSON.parse(lines);
    return { customerId, seq, lines: linesOfStep(all, step) };
  });
  const last = page.at(-1);
  const next = found.length > limit && last ? { seq: last.seq, customerId: last.customerId } : undefined;
  return { rows: traceRows(page, Number.POSITIVE_INFINITY), ...(next && { next }) };
}
