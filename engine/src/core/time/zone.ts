import { spanAt, zoneTable } from "./zone-table.js";

const knownZones = new Set<string>();

/**
 * Whether `zone` names an IANA time zone, such as `Asia/Shanghai` or `UTC`.
 * Bare offsets (`+08:00`) are refused: they do not say how the clock moves over the year.
 */
export function isZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    zoneTable(zone);
  } catch {
    return false;
  }
  knownZones.add(zone);
  return true;
}

/** Local clock minus UTC, in ms, at an instant (epoch ms). Throws `RangeError` for an unknown zone. */
export function zoneOffsetMs(zone: string, atMs: number): number {
  return spanAt(zone, atMs).offsetMs;
}
