import type { ReadSideStore, TracePlace } from "../port.js";
import type { TraceLine } from "../trace-lines.js";
import type { Data } from "./data.js";
import type { Documents } from "./documents.js";

/** Inputs of one question to the server. */
const PAGE = 20;

/**
 * Walks the customers, each from its oldest input, along the index that is there: backwards, since that has their newest
 * first. Of a customer whose oldest input stays, all stay. Writers wait only while what was found is removed.
 */
export function createTraceTrim(data: Data): ReadSideStore["trimTrace"] {
  const { connection } = data;
  const pageBehind = (place: TracePlace | undefined, limit: number) => {
    const filter = place && {
      $or: [{ customerId: place.customerId, seq: { $gt: place.seq } }, { customerId: { $lt: place.customerId } }],
    };
    return data.read(() => connection.find("trace", filter ?? {}, { sort: { customerId: -1, seq: 1 }, limit }));
  };
  return async (before, limit, from) => {
    const old: string[] = [];
    let place = from;
    let isThrough = false;
    for (let left = limit; left > 0 && !isThrough; left -= PAGE) {
      const size = Math.min(PAGE, left);
      const page = await pageBehind(place, size);
      for (const row of page) {
        const { customerId, seq } = row;
        if (place?.customerId === customerId && place.seq === STAYS) continue;
        const isOld = lastTime(row) < before;
        if (isOld) old.push(row._id);
        place = { customerId, seq: isOld ? seq : STAYS };
      }
      isThrough = page.length < size;
    }
    if (old.length > 0) await data.alone(() => connection.apply({ name: "trace", put: [], remove: old }));
    return { removed: old.length, ...(!isThrough && place && { next: place }) };
  };
}

/** Behind everything of a customer. */
const STAYS = Number.MAX_SAFE_INTEGER;

function lastTime({ lines }: Documents["trace"]): number {
  const all: TraceLine[] = JSON.parse(lines);
  return all.at(-1)?.[2] ?? 0;
}
