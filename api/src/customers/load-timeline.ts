import type { LogEntry, Store, TraceRow } from "@sopflow/engine";
import { type StepNames, type TimelineItem, type TimelineKind, timelineKindOf } from "@sopflow/schemas";
import type { NameSteps } from "../flows/step-names.js";

/** The later input first; of one input what flows did about it, last line first, then the event itself. */
const newestFirst = (a: TimelineItem, b: TimelineItem) => b.seq - a.seq || placeOf(b) - placeOf(a);
const placeOf = (item: TimelineItem) => (item.kind === "trace" ? item.ordinal : -1);

/** What of a timeline is asked for. */
export interface TimelineFilter {
  readonly kind?: TimelineKind | undefined;
  readonly flowId?: string | undefined;
  /** Epoch ms. */
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** Pages, and inputs of one, that a call looks through for what a filter lets pass; `next` goes on from there. */
const MAX_PAGES = 10;
const FILTERED_PAGE = 100;

/**
 * The timeline with what a filter lets pass, newest first; what a flow did comes with the event that set it off. A page
 * with `next` may hold less than asked for.
 */
export async function filterTimeline(
  store: Pick<Store, "log" | "readSide">,
  customerId: string,
  { limit, before, ...filter }: { limit: number; before?: number | undefined } & TimelineFilter,
  nameSteps: NameSteps,
): Promise<{ items: TimelineItem[]; next?: string }> {
  const isFiltered = Object.values(filter).some((part) => part !== undefined);
  if (!isFiltered) return loadTimeline(store, customerId, { limit, before }, nameSteps);
  const items: TimelineItem[] = [];
  let from = before;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await loadTimeline(
      store,
      customerId,
      { limit: Math.max(limit, FILTERED_PAGE), before: from },
      nameSteps,
    );
    const passed = new Set(page.items.filter((item) => passes(item, filter)));
    const acted = new Set([...passed].flatMap(({ kind, seq }) => (kind === "trace" ? [seq] : [])));
    const isCause = (item: TimelineItem) => item.kind === "event" && acted.has(item.seq);
    for (const item of page.items) {
      // Never in the middle of an input: the next page would begin behind all of it.
      const last = items.at(-1);
      if (items.length >= limit && last && last.seq !== item.seq) return { items, next: String(last.seq) };
      if (passed.has(item) || isCause(item)) items.push(item);
    }
    if (page.next === undefined) return { items };
    from = Number(page.next);
  }
  return { items, ...(from !== undefined && { next: String(from) }) };
}

function passes(item: TimelineItem, { kind, flowId, from, until }: TimelineFilter): boolean {
  if (from !== undefined && item.at < from) return false;
  if (until !== undefined && item.at >= until) return false;
  if (flowId !== undefined && (item.kind === "event" || item.flowId !== flowId)) return false;
  return kind === undefined || timelineKindOf(item) === kind;
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
