import type { Store, TraceRow } from "../../store/index.js";
import type { Entrant } from "./entry-play.js";

/** So many of the latest entries speak for those to come. */
const MAX_ENTRANTS = 30;

/** Spread evenly over the latest entries: one hour's people may be all alike. */
export async function findEntrants(
  { customers }: Pick<Store, "customers">,
  latest: readonly TraceRow[],
): Promise<Entrant[]> {
  const stride = Math.max(1, Math.floor(latest.length / MAX_ENTRANTS));
  const rows = latest.filter((_, i) => i % stride === 0).slice(0, MAX_ENTRANTS);
  const found = await customers.load([...new Set(rows.map((row) => row.customerId))]);
  return rows.flatMap(({ customerId, enrollmentId, nodeId }): Entrant[] => {
    const customer = found.get(customerId);
    if (customer?.status !== "live") return [];
    // What they entered with is known while they are inside.
    const entry = customer.enrollments.find(({ id }) => id === enrollmentId)?.entry ?? {};
    return [{ customer, trigger: nodeId, entry }];
  });
}
