/**
 * Offsets of a zone, remembered. One question to `Intl` costs about a microsecond and the engine asks several per step,
 * so the time line is cut into chunks of about 13 months; a chunk is sampled once, day by day, and kept as the few
 * spans in which the offset is constant. It is a memo only: the answer for (zone, instant) never changes.
 *
 * Sampling by day, not by month: Morocco and Egypt have left daylight time for Ramadan and returned within weeks.
 */
import { dayNumberOf } from "./civil-date.js";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "./units.js";

/** A stretch `[fromMs, untilMs)` with one offset. Neighbours may have the same offset: chunks cut spans too. */
export type ZoneSpan = { readonly fromMs: number; readonly untilMs: number; readonly offsetMs: number };

type ZoneTable = {
  readonly format: Intl.DateTimeFormat;
  readonly chunks: Map<number, readonly ZoneSpan[]>;
  last: ZoneSpan;
};

const CHUNK_MS = 2 ** 35;
/** Before year 2 the formatter would need eras; nothing was shifted then. */
const EARLIEST_SAMPLE_MS = dayNumberOf(2, 1, 1) * DAY_MS;
const LATEST_SAMPLE_MS = 8.64e15;
const NO_SPAN: ZoneSpan = { fromMs: 0, untilMs: 0, offsetMs: 0 };

const tables = new Map<string, ZoneTable>();
let lastZone: string | undefined;
let lastTable: ZoneTable | undefined;

/** The table of a zone. Throws `RangeError` when the name is not an IANA zone. */
export function zoneTable(zone: string): ZoneTable {
  if (lastTable !== undefined && zone === lastZone) return lastTable;
  let table = tables.get(zone);
  if (table === undefined) {
    table = { format: createFormat(zone), chunks: new Map(), last: NO_SPAN };
    tables.set(zone, table);
  }
  lastZone = zone;
  lastTable = table;
  return table;
}

/** The span that holds an instant (epoch ms). Throws `RangeError` for an unknown zone or an instant that is no date. */
export function spanAt(zone: string, atMs: number): ZoneSpan {
  const table = zoneTable(zone);
  const last = table.last;
  if (atMs >= last.fromMs && atMs < last.untilMs) return last;
  const span = findSpan(table, atMs);
  table.last = span;
  return span;
}

function findSpan(table: ZoneTable, atMs: number): ZoneSpan {
  const index = Math.floor(atMs / CHUNK_MS);
  let spans = table.chunks.get(index);
  if (spans === undefined) {
    if (!(Math.abs(atMs) <= LATEST_SAMPLE_MS)) throw new RangeError(`Not an instant in epoch ms: ${atMs}`);
    spans = sampleChunk(table.format, index * CHUNK_MS);
    table.chunks.set(index, spans);
  }
  for (const span of spans) if (atMs < span.untilMs) return span;
  throw new RangeError(`Not an instant in epoch ms: ${atMs}`);
}

function sampleChunk(format: Intl.DateTimeFormat, startMs: number): ZoneSpan[] {
  const endMs = startMs + CHUNK_MS;
  const spans: ZoneSpan[] = [];
  let fromMs = startMs;
  let offsetMs = sampleOffset(format, startMs);
  for (let lowMs = startMs; lowMs < endMs; lowMs += DAY_MS) {
    const highMs = Math.min(lowMs + DAY_MS, endMs);
    const nextOffsetMs = sampleOffset(format, highMs);
    if (nextOffsetMs === offsetMs) continue;
    const shiftMs = findShift(format, lowMs, highMs, offsetMs);
    if (shiftMs < endMs) {
      spans.push({ fromMs, untilMs: shiftMs, offsetMs });
      fromMs = shiftMs;
      offsetMs = nextOffsetMs;
    }
  }
  spans.push({ fromMs, untilMs: endMs, offsetMs });
  return spans;
}

/** First instant in (low, high] whose offset is not `offsetMs` any more. */
function findShift(format: Intl.DateTimeFormat, lowMs: number, highMs: number, offsetMs: number): number {
  let low = lowMs;
  let high = highMs;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (sampleOffset(format, middle) === offsetMs) low = middle;
    else high = middle;
  }
  return high;
}

function sampleOffset(format: Intl.DateTimeFormat, atMs: number): number {
  const wholeMs = Math.floor(Math.min(Math.max(atMs, EARLIEST_SAMPLE_MS), LATEST_SAMPLE_MS) / SECOND_MS) * SECOND_MS;
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = format
    .format(wholeMs)
    .split(/\D+/)
    .map(Number);
  const clockMs = hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS;
  return dayNumberOf(year, month, day) * DAY_MS + clockMs - wholeMs;
}

function createFormat(zone: string): Intl.DateTimeFormat {
  // Newer runtimes also take "+08:00", and an empty zone would mean the machine's own.
  if (!/^[A-Za-z]/.test(zone)) throw new RangeError(`Unknown time zone "${zone}": use a name such as Asia/Shanghai`);
  return new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
}
