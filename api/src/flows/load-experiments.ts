import type { Clock, Store } from "@sopflow/engine";
import { compareArms } from "@sopflow/engine/core";
import type { Experiments } from "@sopflow/schemas";
import { loadDraft } from "./load-draft.js";

/** How the arms of a flow's experiments do. From counters only: no customer is read. */
export async function loadExperiments(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  id: string,
): Promise<Experiments> {
  const { flowId } = await loadDraft(store, id);
  const [versions, counters] = await Promise.all([store.flows.versions(flowId), store.readSide.counters(flowId)]);
  const counted = versions.map(({ version, flow }) => ({
    version,
    flow,
    counters: counters.filter((counter) => counter.version === version),
  }));
  return compareArms(counted, clock.now());
}
