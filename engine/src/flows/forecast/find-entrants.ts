import { localDayNumber } from "../../core/time/index.js";
import type { Store, TraceRow } from "../../store/index.js";
import type { Entrant } from "./entry-play.js";

/** So many of the latest entries by a trigger speak for those to come. */
const MAX_ENTRANTS = 30;
/** So many entries of the past are played again, and one of each day more at most. */
const MAX_PAST = 60;

/** Spread evenly over the latest entries: one hour's people may be all alike. */
export function findEntrants(stores: Pick<Store, "customers">, latest: readonly TraceRow[]): Promise<Entrant[]> {
  const stride = Math.max(1, Math.floor(latest.length / MAX_ENTRANTS));
  return entrantsOf(stores, latest.filter((_, i) => i % stride === 0).slice(0, MAX_ENTRANTS));
}

/** Some of every day, as many as its share of all entries is. */
export function samplePast(
  stores: Pick<Store, "customers">,
  rows: readonly TraceRow[],
  zone: string,
): Promise<Entrant[]> {
  const byDay = new Map<number, TraceRow[]>();
  for (const row of rows) {
    const day = localDayNumber(zone, row.at);
    byDay.set(day, [...(byDay.get(day) ?? []), row]);
  }
  const chosen = [...byDay.values()].flatMap((ofDay) => {
    const wanted = Math.max(1, Math.floor((MAX_PAST * ofDay.length) / rows.length));
    const stride = Math.max(1, Math.floor(ofDay.length / wanted));
    return ofDay.filter((_, i) => i % stride === 0).slice(0, wanted);
  });
  return entrantsOf(stores, chosen);
}

async function entrantsOf({ customers }: Pick<Store, "customers">, rows: readonly TraceRow[]): Promise<Entrant[]> {
  const found = await customers.load([...new Set(rows.map((row) => row.customerId))]);
  return rows.flatMap(({ customerId, enrollmentId, nodeId, at }): Entrant[] => {
    const customer = found.get(customerId);
    if (customer?.status !== "live") return [];
    // What they entered with is known while they are inside.
    const entry = customer.enrollments.find(({ id }) => id === enrollmentId)?.entry ?? {};
    return [{ customer, trigger: nodeId, entry, at }];
  });
}
