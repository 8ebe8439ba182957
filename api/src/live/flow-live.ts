import type { Clock, Store } from "@sopflow/engine";
import type { FlowLive } from "@sopflow/schemas";
import { loadDraft } from "../flows/load-draft.js";

/** A flow's numbers as they are now. From projections only: no customer is read. */
export async function readFlowLive(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  flowId: string,
): Promise<FlowLive> {
  const draft = await loadDraft(store, flowId);
  const [counters, standing, openTasks] = await Promise.all([
    store.readSide.counters(flowId),
    store.readSide.standing(flowId),
    store.tasks.count({ flowId, states: ["open"] }),
  ]);
  return {
    flowId,
    at: clock.now(),
    state: draft.state,
    ...(draft.publishedVersion !== undefined && { publishedVersion: draft.publishedVersion }),
    counters: counters.map(({ flowId: _, add, ...counter }) => ({ ...counter, count: add })),
    standing,
    openTasks,
  };
}
