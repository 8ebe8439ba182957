import type { TimelineItem, TimelineKind } from "@sopflow/schemas";

type EventItem = Extract<TimelineItem, { kind: "event" }>;
export type TraceItem = Extract<TimelineItem, { kind: "trace" }>;

/** What flows did in one go: steps passed one after another are one way, everything else is a line of its own. */
export type TraceLine =
  | { readonly kind: "way"; readonly steps: readonly [TraceItem, ...TraceItem[]] }
  | { readonly kind: "line"; readonly item: TraceItem };

/** One thing that came in, and what flows did about it; without an event a time had come. */
export interface TimelineEntry {
  readonly seq: number;
  readonly at: number;
  readonly event: EventItem | undefined;
  readonly lines: readonly TraceLine[];
}

/** The item that a line is about, the first of a way. */
export const itemOf = (line: TraceLine): TraceItem => (line.kind === "line" ? line.item : line.steps[0]);

/**
 * The customer's story, the latest first, each thing with its consequences in the order they came. `kind`: they were asked
 * for by it.
 */
export function timelineEntries(items: readonly TimelineItem[], kind?: TimelineKind): TimelineEntry[] {
  const bySeq = new Map<number, { event?: EventItem; traces: TraceItem[] }>();
  for (const item of items) {
    const entry = bySeq.get(item.seq) ?? { traces: [] };
    bySeq.set(item.seq, entry);
    if (item.kind === "trace") entry.traces.push(item);
    else entry.event = item;
  }
  return [...bySeq]
    .map(([seq, { event, traces }]): TimelineEntry => {
      const told = traces.filter((trace) => isWorthSaying(trace, kind)).sort((a, b) => a.ordinal - b.ordinal);
      return { seq, at: event?.at ?? traces[0]?.at ?? 0, event, lines: linesOf(told) };
    })
    .filter(({ event, lines }) => event !== undefined || lines.length > 0)
    .sort((a, b) => b.at - a.at || b.seq - a.seq);
}

function linesOf(traces: readonly TraceItem[]): TraceLine[] {
  const lines: TraceLine[] = [];
  for (const item of traces) {
    const last = lines.at(-1);
    if (item.what !== "arrived") lines.push({ kind: "line", item });
    else if (last?.kind === "way" && last.steps.at(-1)?.enrollmentId === item.enrollmentId) {
      lines[lines.length - 1] = { kind: "way", steps: [...last.steps, item] };
    } else lines.push({ kind: "way", steps: [item] });
  }
  return lines;
}

const GOES_WITHOUT_SAYING: ReadonlySet<string> = new Set(["left", "planned", "converted"]);

/**
 * A step that was left is said by the one that was come to; that imported history starts nothing goes without saying, and
 * so does that what a customer did made it more or less active, unless changes are asked for.
 */
function isWorthSaying({ what, detail }: TraceItem, kind: TimelineKind | undefined): boolean {
  if (GOES_WITHOUT_SAYING.has(what)) return false;
  if (what === "late") return detail?.reason !== "history";
  return kind === "profile" || what !== "raised" || detail?.type !== "profile.changed";
}
