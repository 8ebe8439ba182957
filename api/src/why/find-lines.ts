import type { Store, TraceRow } from "@sopflow/engine";
import type { Task } from "@sopflow/schemas";
import { taskIdOf } from "./explain-lines.js";

/** Inputs of one page, and lines that one question looks through before it answers with what it has found. */
const PAGE = 200;
const LOOKED_THROUGH = 4_000;

type Reads = { readonly readSide: Pick<Store["readSide"], "trace"> };

/** What flows, or one of them, did about one input of a customer. */
export async function linesOfInput(
  { readSide }: Reads,
  {
    customerId,
    seq,
    flowId,
  }: { readonly customerId: string; readonly seq: number; readonly flowId?: string | undefined },
): Promise<TraceRow[]> {
  // A page never parts the lines of one input.
  const rows = await readSide.trace(customerId, { limit: 1, before: seq + 1 });
  return rows.filter((row) => row.seq === seq && (flowId === undefined || row.flowId === flowId));
}

/** What one stay in a flow went through, from its entry on. */
export async function linesOfEnrollment(store: Reads, customerId: string, enrollmentId: string): Promise<TraceRow[]> {
  const lines: TraceRow[] = [];
  for await (const row of newestFirst(store, customerId)) {
    if (row.enrollmentId !== enrollmentId) continue;
    lines.push(row);
    if (row.what === "entered") break;
  }
  return lines;
}

/** What became of a task, and what led to the step that planned it. */
export async function linesOfTask(store: Reads, task: Task): Promise<TraceRow[]> {
  const lines: TraceRow[] = [];
  let cameAt: number | undefined;
  for await (const row of newestFirst(store, task.customerId)) {
    if (cameAt !== undefined && row.seq !== cameAt) break;
    const isOwn = row.enrollmentId === task.enrollmentId;
    // Of the input that brought the customer to the step, all that it did on the way there.
    if ((isOwn && cameAt !== undefined) || taskIdOf(row).includes(task.id)) lines.push(row);
    if (isOwn && row.what === "arrived" && row.nodeId === task.nodeId && row.at <= task.issuedAt) cameAt = row.seq;
  }
  return lines;
}

async function* newestFirst({ readSide }: Reads, customerId: string): AsyncGenerator<TraceRow> {
  let before: number | undefined;
  for (let looked = 0; looked < LOOKED_THROUGH; ) {
    const page = await readSide.trace(customerId, { limit: PAGE, ...(before !== undefined && { before }) });
    // Newest input first, but of one input the first line first.
    const bySeq = [...page].sort((a, b) => b.seq - a.seq || b.ordinal - a.ordinal);
    yield* bySeq;
    before = bySeq.at(-1)?.seq;
    looked += page.length;
    if (page.length < PAGE) return;
  }
}
