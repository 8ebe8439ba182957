import type { Forecast, InsideChoice } from "@sopflow/schemas";
import { compileForBrand } from "../check-for-brand.js";
import { done, type FlowAnswer, refuse, refuseProblems } from "../flow-answer.js";
import type { FlowParts } from "../flow-parts.js";
import { placesInside } from "../inside/plan-inside.js";
import { forecastInThread } from "./forecast-in-thread.js";

/** The team's forecast as if a draft were published with these choices for the people inside. */
export async function forecastFlow(
  parts: FlowParts,
  flowId: string,
  choices?: readonly InsideChoice[],
): Promise<FlowAnswer<Forecast>> {
  const draft = await parts.store.flows.get(flowId);
  if (!draft) return refuse("flow.not_found", { id: flowId });
  const { compiled, diagnostics } = await compileForBrand(parts, draft.flow, true);
  if (!compiled) return refuseProblems(diagnostics);
  const { places, refused } = await placesInside(parts.store, flowId, compiled.plan, choices);
  if (refused) return refused;
  return done(await forecastInThread(parts, { draft, compiled, places }), diagnostics);
}
