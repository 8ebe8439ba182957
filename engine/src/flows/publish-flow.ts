import {
  type Diagnostic,
  type Flow,
  type FlowTurn,
  type InsideChoice,
  makeDiagnostic,
  type ResumeChoice,
} from "@sopflow/schemas";
import { gateFlow } from "../oracle/index.js";
import { ConflictError, type FlowVersion } from "../store/index.js";
import { compileForBrand } from "./check-for-brand.js";
import { done, type FlowAnswer, refuse, refuseProblems } from "./flow-answer.js";
import { auditFlow, type FlowParts } from "./flow-parts.js";
import { unfinishedWork } from "./inside/inside-progress.js";
import { insidePlanOf, type Place, placesInside } from "./inside/plan-inside.js";
import { liveAsIs } from "./live-as-is.js";
import { turnResumed } from "./turns.js";

export interface PublishOptions {
  /** Only if the draft is still that one. */
  readonly revision?: number | undefined;
  /** What becomes of people in earlier versions, where it is not the default. */
  readonly choices?: readonly InsideChoice[] | undefined;
  /** How a paused flow goes on; default `run`. */
  readonly resume?: ResumeChoice | undefined;
}

/**
 * Publishes a draft as the next version and makes the flow live. Refused with every problem at once; and when the two
 * rule evaluators disagree on any boundary of its rules. A draft that is live as it is stays the version it is.
 */
export async function publishDraft(
  parts: FlowParts,
  flowId: string,
  { revision, choices, resume }: PublishOptions,
  by: string,
): Promise<FlowAnswer<FlowVersion>> {
  const { store, clock, engine } = parts;
  const draft = await store.flows.get(flowId);
  if (!draft) return refuse("flow.not_found", { id: flowId });
  if (revision !== undefined && revision !== draft.revision) {
    return refuse("flow.revision_conflict", { revision: draft.revision });
  }
  const { compiled, diagnostics } = await compileForBrand(parts, draft.flow, true);
  if (!compiled) return refuseProblems(diagnostics);
  const live = await liveAsIs(parts, draft);
  if (live) return done(live, diagnostics);
  const moment = { at: clock.now(), zone: compiled.plan.settings.timezone };
  const moving = await unfinishedWork(store, draft);
  if (moving) return refuse("flow.move_running", { told: moving.told, total: moving.total });
  const { places, refused } = await placesInside(store, flowId, compiled.plan, choices);
  if (refused) return refused;
  const differences = await gateFlow(compiled, moment);
  const [first] = differences;
  if (first) {
    const params = { rule: first.rule };
    return refuse("flow.gate_differs", params, [
      ...diagnostics,
      ...differences.map(({ rule }) => gateProblem(draft.flow, rule)),
    ]);
  }
  const { version } = compiled;
  const published: FlowVersion = {
    flowId,
    version,
    flow: draft.flow,
    compiled,
    publishedAt: moment.at,
    publishedBy: by,
    ...insideOf(places),
  };
  const isPaused = draft.state === "paused";
  const turn = isPaused ? turnResumed(draft.turn, moment.at, resume ?? { mode: "run" }) : withoutExit(draft.turn);
  try {
    await store.flows.publish(published, turn);
  } catch (error) {
    if (error instanceof ConflictError) return refuse("flow.revision_conflict", { revision: draft.revision });
    throw error;
  }
  const detail = {
    version,
    hash: compiled.hash,
    revision: draft.revision,
    before: draft.state,
    ...(published.inside && { inside: published.inside }),
    ...(isPaused && { resume: resume?.mode ?? "run" }),
  };
  await auditFlow(parts, flowId, { action: "publish", by, detail });
  await engine.contextChanged();
  return done(published, diagnostics);
}

function insideOf(places: readonly Place[]): Pick<FlowVersion, "inside"> {
  const inside = insidePlanOf(places);
  return inside === undefined ? {} : { inside };
}

/** An archived flow that is published again takes people in again. */
const withoutExit = (turn: FlowTurn | undefined): FlowTurn | undefined =>
  turn && (turn.resumptions ? { resumptions: turn.resumptions } : {});

/** At the node whose rule it is; rules of the whole flow are named by the flow itself. */
function gateProblem({ nodes }: Flow, rule: string): Diagnostic {
  const nodeId = rule.split("/")[1];
  const index = nodes.findIndex((node) => node.id === nodeId);
  return makeDiagnostic("flow.gate_differs", index < 0 ? "" : `nodes.${index}`, { rule }, index < 0 ? {} : { nodeId });
}
