import type { FlowDraft, Store } from "@sopflow/engine";
import { ApiError } from "../errors/api-error.js";

/** The draft of a flow; `flow.not_found` when there is none. */
export async function loadDraft(store: Pick<Store, "flows">, flowId: string): Promise<FlowDraft> {
  const draft = await store.flows.get(flowId);
  if (!draft) throw ApiError.of("flow.not_found", { id: flowId });
  return draft;
}
