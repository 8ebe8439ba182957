import type { Json, JsonObject } from "@sopflow/schemas";

/** Bytes of the entering event's properties that an enrollment keeps (FLOW-FORMAT §7). */
const MAX_ENTRY_BYTES = 2_048;
/** Quotes, colon and comma around one entry. */
const ENTRY_OVERHEAD = 4;

export interface BoundEntry {
  readonly entry: JsonObject;
  /** Names of what did not fit. */
  readonly dropped: string[];
}

/** Keeps the entering event's properties, smallest first, while they fit: ids and amounts outlive long texts. */
export function boundEntry(props: JsonObject): BoundEntry {
  // Nearly every event is far below, which is seen without writing it down.
  if (mostBytes(props, MAX_ENTRY_BYTES) <= MAX_ENTRY_BYTES || jsonBytes(props) <= MAX_ENTRY_BYTES) {
    return { entry: props, dropped: [] };
  }
  const entry: JsonObject = {};
  const dropped: string[] = [];
  let size = 2;
  const bySize = Object.entries(props)
    .map(([key, value]) => ({ key, value, bytes: jsonBytes(key) + jsonBytes(value) + ENTRY_OVERHEAD - 2 }))
    .sort((a, b) => a.bytes - b.bytes);
  for (const { key, value, bytes } of bySize) {
    size += bytes;
    if (size > MAX_ENTRY_BYTES) dropped.push(key);
    else entry[key] = value;
  }
  return { entry, dropped };
}

/** The longest number, `-1.2345678901234567e-300`, with a comma. */
const NUMBER_BYTES = 25;
/** A unit of a text is at most `\\u0000`. */
const UNIT_BYTES = 6;

/** No fewer bytes than a value's JSON has; the count ends when it is beyond `enough`. */
function mostBytes(value: Json, enough: number): number {
  if (typeof value === "string") return value.length * UNIT_BYTES + ENTRY_OVERHEAD;
  if (typeof value !== "object" || value === null) return NUMBER_BYTES;
  let bytes = ENTRY_OVERHEAD;
  if (Array.isArray(value)) {
    for (const item of value) {
      if (bytes > enough) return bytes;
      bytes += mostBytes(item, enough);
    }
    return bytes;
  }
  for (const key in value) {
    if (bytes > enough) return bytes;
    bytes += key.length * UNIT_BYTES + ENTRY_OVERHEAD + mostBytes(value[key] ?? null, enough);
  }
  return bytes;
}

/** Size of a value's JSON in UTF-8 bytes. Core runs where there is no Buffer, and needs no copy of the text. */
export function jsonBytes(value: Json): number {
  const text = JSON.stringify(value);
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // A surrogate pair is two units and four bytes.
    if (unit >= 0x80) bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
