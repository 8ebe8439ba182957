import type { Clock, Store } from "@sopflow/engine";
import type { FlowLive } from "@sopflow/schemas";
import { loadDraft } from "../flows/load-draft.js";

/** Counted by day, for the comparison of arms and for sums of reasons; no number on the canvas is made of them. */
const OF_EXPERIMENTS: ReadonlySet<string> = new Set(["arm", "converted", "held"]);

/** A flow's numbers as they are now. From projections only: no customer is read. */
export async function readFlowLive(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  flowId: string,
): Promise<FlowLive> {
  const draft = await loadDraft(store, flowId);
  const [counters, standing, tasks] = await Promise.all([
    store.readSide.counters(flowId),
    store.readSide.standing(flowId),
    store.tasks.countByNode(flowId),
  ]);
  return {
    flowId,
    at: clock.now(),
    state: draft.state,
    ...(draft.publishedVersion !== undefined && { publishedVersion: draft.publishedVersion }),
    counters: counters
      .filter(({ metric }) => !OF_EXPERIMENTS.has(metric))
      .map(({ flowId: _, add, ...counter }) => ({ ...counter, count: add })),
    standing,
    tasks,
    openTasks: tasks.reduce((sum, { state, count }) => sum + (state === "open" ? count : 0), 0),
  };
}
