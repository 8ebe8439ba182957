import type { StepMark, Store } from "@sopflow/engine";
import type { StepNumber, StepTraceItem, StepTracePage } from "@sopflow/schemas";
import { brandSettings } from "../brand/brand-settings.js";
import { badPageMark, readPageMark, writePageMark } from "../routes/page-mark.js";
import type { NameSteps } from "./step-names.js";

export interface StepTraceAsk {
  readonly flowId: string;
  readonly nodeId: string;
  readonly what: StepNumber;
  readonly port?: string | undefined;
  /** Of `arm`, with the version. */
  readonly arm?: string | undefined;
  readonly version?: number | undefined;
  readonly limit: number;
  /** As the previous page gave it. */
  readonly after?: string | undefined;
}

interface Counter {
  readonly version: number;
  readonly metric: string;
  readonly key: string;
}

/** What each number counts: metrics of the counters, and the lines of the trace that they were made from. */
type Marks = readonly [StepMark, StepMark?, StepMark?];

const NUMBERS: Readonly<Record<Exclude<StepNumber, "left" | "arm">, { metrics: readonly string[]; marks: Marks }>> = {
  entered: { metrics: ["entered"], marks: ["entered"] },
  refused: { metrics: ["refused"], marks: ["refused"] },
  arrived: { metrics: ["arrived"], marks: ["arrived"] },
  ended: { metrics: ["completed", "exited", "failed"], marks: ["completed", "exited", "failed"] },
  failed: { metrics: ["failed"], marks: ["failed"] },
  dropped: { metrics: ["dropped"], marks: ["dropped", "stale"] },
};

/** The list behind a number of a step: who it counts, when that was, and why. Newest first. */
export async function listStepTrace(
  store: Store,
  { flowId, nodeId, limit, after, ...ask }: StepTraceAsk,
  nameSteps: NameSteps,
): Promise<StepTracePage> {
  const { marks, counts } = numberOf(ask);
  const before = after === undefined ? undefined : readMark(after);
  const [page, counters, { traceDays }] = await Promise.all([
    store.readSide.stepTrace({ flowId, nodeId, marks, limit, ...(before && { before }) }),
    store.readSide.counters(flowId),
    brandSettings(store),
  ]);
  const total = counters
    .filter((counter) => counter.nodeId === nodeId && counts(counter))
    .reduce((sum, { add }) => sum + add, 0);
  const customers = await store.customers.load([...new Set(page.rows.map(({ customerId }) => customerId))]);
  const items = (await nameSteps(page.rows)).map((row): StepTraceItem => {
    const { name, advisorId } = customers.get(row.customerId) ?? {};
    return { ...row, ...(name !== undefined && { customerName: name }), ...(advisorId !== undefined && { advisorId }) };
  });
  return {
    items,
    total,
    keptDays: traceDays,
    ...(page.next && { next: writePageMark([page.next.seq, page.next.customerId]) }),
  };
}

/** The lines behind a number, and the counters that make it. */
function numberOf({
  what,
  port = "",
  arm = "",
  version = 0,
}: Pick<StepTraceAsk, "what" | "port" | "arm" | "version">): {
  readonly marks: Marks;
  readonly counts: (counter: Counter) => boolean;
} {
  if (what === "left") {
    return { marks: [`left:${port}`], counts: ({ metric, key }) => metric === "left" && key === port };
  }
  if (what === "arm") {
    const counts = (counter: Counter) =>
      counter.metric === "arm" && counter.version === version && counter.key.startsWith(`${arm}/`);
    return { marks: [`arm:${version}:${arm}`], counts };
  }
  const { metrics, marks } = NUMBERS[what];
  return { marks, counts: ({ metric }) => metrics.includes(metric) };
}

function readMark(text: string): { seq: number; customerId: string } {
  const [seq, customerId] = readPageMark(text);
  if (typeof seq === "number" && typeof customerId === "string") return { seq, customerId };
  throw badPageMark();
}
