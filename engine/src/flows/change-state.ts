import type { FlowState } from "../core/flow/index.js";
import type { FlowDraft } from "../store/index.js";
import { done, type FlowAnswer, refuse } from "./flow-answer.js";
import { auditFlow, type FlowParts } from "./flow-parts.js";

const CHANGES = {
  pause: { from: ["live"], to: "paused" },
  resume: { from: ["paused"], to: "live" },
  archive: { from: ["live", "paused"], to: "archived" },
} as const satisfies Record<string, { from: readonly FlowState[]; to: FlowState }>;
export type StateChange = keyof typeof CHANGES;

/** Pauses, resumes or archives a published flow. An archived one comes back by publishing it again. */
export async function changeState(
  parts: FlowParts,
  flowId: string,
  change: StateChange,
  by: string,
): Promise<FlowAnswer<FlowDraft>> {
  const { store, clock, engine } = parts;
  const draft = await store.flows.get(flowId);
  if (!draft) return refuse("flow.not_found", { id: flowId });
  const { state } = draft;
  if (state === "draft") return refuse("flow.not_published", { id: flowId });
  const { from, to } = CHANGES[change];
  if (!from.some((one) => one === state)) return refuse("flow.wrong_state", { id: flowId, state });
  const at = clock.now();
  await store.flows.setState(flowId, to, at, by);
  await auditFlow(parts, flowId, { action: change, by, detail: { before: state } });
  await engine.contextChanged();
  return done((await store.flows.get(flowId)) ?? { ...draft, state: to, updatedAt: at, updatedBy: by });
}
