import type { LogEntry, Store, TraceRow } from "@sopflow/engine";
import type { StepNames, TimelineItem } from "@sopflow/schemas";
import type { NameSteps } from "../flows/step-names.js";

/** The later input first; of one input what flows did about it, last line first, then the event itself. */
const newestFirst = (a: TimelineItem, b: TimelineItem) => b.seq - a.seq || placeOf(b) - placeOf(a);
const placeOf = (item: TimelineItem) => (item.kind === "trace" ? item.ordinal : -1);

/** What of a timeline is asked for. */
export interface TimelineFilter {
  readonly kind?: "events" | "flows" | "tasks" | undefined;
  readonly flowId?: string | undefined;
  /** Epoch ms. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** Pages that one call looks through for what a filter lets pass; the answer's `next` goes on from there. */
const MAX_PAGES = 10;

/** The timeline with what a filter lets pass, newest first. A page with `next` may hold less than asked for. */
export async function filterTimeline(
  store: Pick<Store, "log" | "readSide">,
  customerId: string,
  { limit, before, ...filter }: { limit: number; before?: number | undefined } & TimelineFilter,
  nameSteps: NameSteps,
): Promise<{ items: TimelineItem[]; next?: string }> {
  const items: TimelineItem[] = [];
  let from = before;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await loadTimeline(store, customerId, { limit, before: from }, nameSteps);
    items.push(...page.items.filter((item) => passes(item, filter)));
    if (page.next === undefined) return { items };
    from = Number(page.next);
    if (items.length >= limit) break;
  }
  return { items, ...(from !== undefined && { next: String(from) }) };
}

const TASK_TRACES: ReadonlySet<string> = new Set(
  "issued deferred dropped stale downgraded withdrawn result".split(" "),
);

function passes(item: TimelineItem, { kind, flowId, from, until }: TimelineFilter): boolean {
  if (from !== undefined && item.at < from) return false;
  if (until !== undefined && item.at >= until) return false;
  if (flowId !== undefined && (item.kind === "event" || item.flowId !== flowId)) return false;
  if (kind === undefined) return true;
  if (item.kind === "event") return kind === "events" || (kind === "tasks" && item.type.startsWith("task."));
  return kind === "flows" || (kind === "tasks" && TASK_TRACES.has(item.what));
}

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

/** What a decision read is told by its explanation. */
function traceItem({ customerId: _, detail, ...row }: TraceRow & StepNames): TimelineItem {
  const { saw: _saw, held: _held, ...told } = detail ?? {};
  return { kind: "trace", ...row, ...(detail && { detail: told }) };
}
