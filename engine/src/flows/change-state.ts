import type { FlowTurn, ResumeChoice } from "@sopflow/schemas";
import type { FlowState } from "../core/flow/index.js";
import type { FlowDraft } from "../store/index.js";
import { done, type FlowAnswer, refuse } from "./flow-answer.js";
import { auditFlow, type FlowParts } from "./flow-parts.js";
import { turnArchived, turnPaused, turnResumed } from "./turns.js";

const CHANGES = {
  pause: { from: ["live"], to: "paused" },
  resume: { from: ["paused"], to: "live" },
  archive: { from: ["live", "paused"], to: "archived" },
} as const satisfies Record<string, { from: readonly FlowState[]; to: FlowState }>;

/** What is to become of the flow, and of the people inside. */
export type StateChange =
  | { readonly change: "pause" }
  | ({ readonly change: "resume" } & ResumeChoice)
  | { readonly change: "archive"; readonly people: "finish" | "exit" };

/** Pauses, resumes or archives a published flow. An archived one comes back by publishing it again. */
export async function changeState(
  parts: FlowParts,
  flowId: string,
  what: StateChange,
  by: string,
): Promise<FlowAnswer<FlowDraft>> {
  const { store, clock, engine } = parts;
  const draft = await store.flows.get(flowId);
  if (!draft) return refuse("flow.not_found", { id: flowId });
  const { state } = draft;
  if (state === "draft") return refuse("flow.not_published", { id: flowId });
  const { change: _change, ...how } = what;
  const { from, to } = CHANGES[what.change];
  if (!from.some((one) => one === state)) return refuse("flow.wrong_state", { id: flowId, state });
  const at = clock.now();
  await store.flows.setState(flowId, to, at, by, turnAfter(draft, what, at));
  const detail = { before: state, ...JSON.parse(JSON.stringify(how)) };
  await auditFlow(parts, flowId, { action: what.change, by, detail });
  await engine.contextChanged();
  return done((await store.flows.get(flowId)) ?? { ...draft, state: to, updatedAt: at, updatedBy: by });
}

function turnAfter({ turn, state }: FlowDraft, what: StateChange, at: number): FlowTurn {
  if (what.change === "pause") return turnPaused(turn, at);
  if (what.change === "resume") return turnResumed(turn, at, what);
  return turnArchived(turn, at, state === "paused", what.people);
}
