import { canonicalJson } from "../core/flow/index.js";
import type { FlowDraft, FlowVersion } from "../store/index.js";
import { type FlowParts, nextVersion } from "./flow-parts.js";

/** The version that is live already with exactly this draft: publishing twice makes one version. */
export async function liveAsIs({ store }: FlowParts, draft: FlowDraft): Promise<FlowVersion | undefined> {
  if (draft.state !== "live") return undefined;
  const newest = await store.flows.version(draft.flowId, nextVersion(draft) - 1);
  return newest && canonicalJson(newest.flow) === canonicalJson(draft.flow) ? newest : undefined;
}
