import { atLocalTime, localDayNumber, weekdayOf } from "../../core/time/index.js";
import type { Store, TraceRow } from "../../store/index.js";

/** Inputs of one page, and pages of one trigger at most: a busy flow's rate shows in its last thousands of entries. */
const PAGE = 500;
const MAX_PAGES = 10;

/** Entries of a flow, as far back as they were looked at. */
export interface EntryHistory {
  /** First local day of which every entry is known. */
  readonly fromDay: number;
  /** Newest first, also those of the day that was not whole. */
  readonly rows: readonly TraceRow[];
}

/** Reads who entered by these triggers since a moment (epoch ms), newest first, a bounded number. */
export async function readEntries(
  { readSide }: Pick<Store, "readSide">,
  flowId: string,
  triggers: readonly string[],
  since: number,
  zone: string,
): Promise<EntryHistory> {
  const rows: TraceRow[] = [];
  const firstDay = localDayNumber(zone, since);
  let fromDay = atLocalTime(zone, firstDay, 0) === since ? firstDay : firstDay + 1;
  for (const nodeId of triggers) {
    let before: Parameters<typeof readSide.stepTrace>[0]["before"];
    for (let page = 0; ; page += 1) {
      const found = await readSide.stepTrace({
        flowId,
        nodeId,
        marks: ["entered"],
        limit: PAGE,
        ...(before && { before }),
      });
      rows.push(...found.rows.filter(({ what, at }) => what === "entered" && at >= since));
      const last = found.rows.at(-1);
      if (!found.next || (last && last.at < since)) break;
      if (page + 1 === MAX_PAGES) {
        // The day in the middle of which it broke off is not whole.
        fromDay = Math.max(fromDay, localDayNumber(zone, last?.at ?? since) + 1);
        break;
      }
      before = found.next;
    }
  }
  return { fromDay, rows: rows.sort((a, b) => b.at - a.at) };
}

/** Entries of each local day. */
export function countByDay(rows: readonly TraceRow[], zone: string): Map<number, number> {
  const byDay = new Map<number, number>();
  for (const { at } of rows) {
    const day = localDayNumber(zone, at);
    byDay.set(day, (byDay.get(day) ?? 0) + 1);
  }
  return byDay;
}

/** Below so many days the mean of all days says more than single weekdays do. */
const MIN_DAYS_FOR_WEEKDAYS = 14;

/** Entries to expect on a local day, from those of the days `from` ≤ day < `to`; 0 where there are no days. */
export function entryRate(byDay: ReadonlyMap<number, number>, from: number, to: number): (day: number) => number {
  const count = to - from;
  if (count <= 0) return () => 0;
  const sums = new Array<number>(8).fill(0);
  const days = new Array<number>(8).fill(0);
  for (let day = from; day < to; day += 1) {
    const weekday = weekdayOf(day);
    sums[weekday] = (sums[weekday] ?? 0) + (byDay.get(day) ?? 0);
    days[weekday] = (days[weekday] ?? 0) + 1;
  }
  const mean = sums.reduce((a, b) => a + b, 0) / count;
  if (count < MIN_DAYS_FOR_WEEKDAYS) return () => mean;
  return (day) => (sums[weekdayOf(day)] ?? 0) / Math.max(1, days[weekdayOf(day)] ?? 1);
}
