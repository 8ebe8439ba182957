import type { StepTracePage, Store } from "@sopflow/engine";
import { parseLocalDate } from "@sopflow/engine/core";
import type { HeldLinePage, heldLinesQuerySchema } from "@sopflow/schemas";
import type { z } from "zod";
import { brandSettings } from "../brand/brand-settings.js";
import { badPageMark, readPageMark, writePageMark } from "../routes/page-mark.js";

/** Pages of the trace that one call goes through before it gives back what it has, with the place to go on from. */
const MOST_PAGES = 20;

/** The cases behind a sum: whom, when and why. Newest first. */
export async function listHeld(
  store: Store,
  { flowId, nodeId, what, limit, after, ...query }: z.output<typeof heldLinesQuerySchema>,
): Promise<HeldLinePage> {
  const fits = filterOf(query);
  const rows: StepTracePage["rows"][number][] = [];
  let next: StepTracePage["next"] = after === undefined ? undefined : readMark(after);
  for (let page = 0; page < MOST_PAGES && rows.length < limit; page++) {
    const found: StepTracePage = await store.readSide.stepTrace({
      flowId,
      nodeId,
      marks: [what],
      limit: limit - rows.length,
      ...(next && { before: next }),
    });
    rows.push(...found.rows.filter((row) => fits(row.detail ?? {})));
    next = found.next;
    if (!next) break;
  }
  const customers = await store.customers.load([...new Set(rows.map(({ customerId }) => customerId))]);
  const items = rows.map(({ customerId, seq, at, detail = {} }) => {
    const { name, advisorId } = customers.get(customerId) ?? {};
    const { reason, cause, until } = detail;
    return {
      customerId,
      ...(name !== undefined && { customerName: name }),
      ...(advisorId !== undefined && { advisorId }),
      seq,
      at,
      reason: String(reason ?? ""),
      ...(typeof cause === "string" && { cause }),
      ...(typeof until === "number" && { until }),
    };
  });
  const { traceDays } = await brandSettings(store);
  return { items, keptDays: traceDays, ...(next && { next: writePageMark([next.seq, next.customerId]) }) };
}

type Filter = Pick<z.output<typeof heldLinesQuerySchema>, "reason" | "advisorId" | "from" | "to">;

function filterOf({ reason, advisorId, from, to }: Filter) {
  const first = (from === undefined ? undefined : parseLocalDate(from)) ?? Number.NEGATIVE_INFINITY;
  const last = (to === undefined ? undefined : parseLocalDate(to)) ?? Number.POSITIVE_INFINITY;
  return (detail: Readonly<Record<string, unknown>>): boolean => {
    const day = typeof detail.day === "number" ? detail.day : undefined;
    return (
      (reason === undefined || detail.reason === reason) &&
      (advisorId === undefined || (detail.advisor ?? "") === advisorId) &&
      // Cases from before days were noted belong to no day.
      (day === undefined ? from === undefined && to === undefined : day >= first && day <= last)
    );
  };
}

function readMark(text: string): { seq: number; customerId: string } {
  const [seq, customerId] = readPageMark(text);
  if (typeof seq === "number" && typeof customerId === "string") return { seq, customerId };
  throw badPageMark();
}
