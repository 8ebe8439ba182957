import type { StepMark, Store } from "@sopflow/engine";
import type { StepNumber, StepTraceItem, StepTracePage } from "@sopflow/schemas";
import { badPageMark, readPageMark, writePageMark } from "../routes/page-mark.js";
import type { NameSteps } from "./step-names.js";

export interface StepTraceAsk {
  readonly flowId: string;
  readonly nodeId: string;
  readonly what: StepNumber;
  readonly port?: string | undefined;
  readonly limit: number;
  /** As the previous page gave it. */
  readonly after?: string | undefined;
}

/** What each number counts: metrics of the counters, and the lines of the trace that they were made from. */
const NUMBERS: Readonly<
  Record<Exclude<StepNumber, "left">, { metrics: readonly string[]; marks: readonly [StepMark, StepMark?, StepMark?] }>
> = {
  entered: { metrics: ["entered"], marks: ["entered"] },
  refused: { metrics: ["refused"], marks: ["refused"] },
  arrived: { metrics: ["arrived"], marks: ["arrived"] },
  ended: { metrics: ["completed", "exited", "failed"], marks: ["completed", "exited", "failed"] },
  failed: { metrics: ["failed"], marks: ["failed"] },
  dropped: { metrics: ["dropped"], marks: ["dropped", "stale"] },
};

/** The list behind a number of a step: who it counts, when that was, and why. Newest first. */
export async function listStepTrace(
  store: Pick<Store, "readSide" | "customers">,
  { flowId, nodeId, what, port = "", limit, after }: StepTraceAsk,
  nameSteps: NameSteps,
): Promise<StepTracePage> {
  const { metrics, marks } = what === "left" ? { metrics: ["left"], marks: [`left:${port}`] as const } : NUMBERS[what];
  const before = after === undefined ? undefined : readMark(after);
  const [page, counters] = await Promise.all([
    store.readSide.stepTrace({ flowId, nodeId, marks, limit, ...(before && { before }) }),
    store.readSide.counters(flowId),
  ]);
  const total = counters
    .filter((c) => c.nodeId === nodeId && metrics.includes(c.metric) && (what !== "left" || c.key === port))
    .reduce((sum, { add }) => sum + add, 0);
  const customers = await store.customers.load([...new Set(page.rows.map(({ customerId }) => customerId))]);
  const items = (await nameSteps(page.rows)).map((row): StepTraceItem => {
    const { name, advisorId } = customers.get(row.customerId) ?? {};
    return { ...row, ...(name !== undefined && { customerName: name }), ...(advisorId !== undefined && { advisorId }) };
  });
  return { items, total, ...(page.next && { next: writePageMark([page.next.seq, page.next.customerId]) }) };
}

function readMark(text: string): { seq: number; customerId: string } {
  const [seq, customerId] = readPageMark(text);
  if (typeof seq === "number" && typeof customerId === "string") return { seq, customerId };
  throw badPageMark();
}
