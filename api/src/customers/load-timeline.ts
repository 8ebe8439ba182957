import type { LogEntry, Store, TraceRow } from "@sopflow/engine";
import type { StepNames, TimelineItem } from "@sopflow/schemas";
import type { NameSteps } from "../flows/step-names.js";

/** The later input first; of one input what flows did about it, last line first, then the event itself. */
const newestFirst = (a: TimelineItem, b: TimelineItem) => b.seq - a.seq || placeOf(b) - placeOf(a);
const placeOf = (item: TimelineItem) => (item.kind === "trace" ? item.ordinal : -1);

/**
 * What came in for a customer and what flows did about it, merged, newest first. Both are kept by log position; a page
 * ends at a position from which on both sides are known, so that nothing is left out between two pages.
 */
export async function loadTimeline(
  store: Pick<Store, "log" | "readSide">,
  customerId: string,
  { limit, before }: { limit: number; before?: number | undefined },
  nameSteps: NameSteps,
): Promise<{ items: TimelineItem[]; next?: string }> {
  const page = { limit, ...(before !== undefined && { before }) };
  const [entries, trace] = await Promise.all([
    store.log.byCustomer(customerId, page),
    store.readSide.trace(customerId, page),
  ]);
  const from = Math.max(knownDownTo(entries, limit), knownDownTo(trace, limit));
  const items = [
    ...entries.filter((e) => e.kind === "event").map(eventItem),
    ...(await nameSteps(trace)).map(traceItem),
  ]
    .filter((item) => item.seq >= from)
    .sort(newestFirst);
  return { items, ...(from > 0 && { next: String(from) }) };
}

/** A full page knows everything down to its last position; one that is not full knows all there is. */
function knownDownTo(rows: readonly { readonly seq: number }[], limit: number): number {
  return rows.length < limit ? 0 : (rows.at(-1)?.seq ?? 0);
}

const eventItem = ({ seq, at, received, type, source, body, history }: LogEntry): TimelineItem => ({
  kind: "event",
  seq,
  at,
  received,
  type,
  source,
  props: body,
  ...(history !== undefined && { history }),
});

const traceItem = ({ customerId: _, ...row }: TraceRow & StepNames): TimelineItem => ({ kind: "trace", ...row });
