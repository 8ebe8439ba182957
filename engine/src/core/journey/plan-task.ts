import { addDuration, parseDuration } from "../time/index.js";
import { effectId } from "./ids.js";
import type { NodeScope } from "./node-scope.js";

/**
 * A task node or slot wants a task now: it joins the pending ones, which are allotted once everything of this instant
 * has advanced (FLOW-FORMAT §4.10). `lastAt` = a slot's own end of day.
 */
export function planTask(scope: NodeScope, slotId?: string, lastAt?: number): void {
  const { run, enrollment, program, node } = scope;
  const id = effectId(enrollment.id, node.id, enrollment.visit, "task", slotId ?? "0");
  if (enrollment.pending.some((p) => p.id === id)) return;
  const settings = run.context.flows.get(program.flowId)?.newest.plan.settings ?? program.plan.settings;
  const deferMax = parseDuration(settings.deferMax);
  const giveUpAt = deferMax ? addDuration(scope.zone, run.at, deferMax) : run.at;
  enrollment.pending.push({
    id,
    nodeId: node.id,
    visit: enrollment.visit,
    ...(slotId === undefined ? {} : { slotId }),
    plannedAt: run.at,
    retryAt: run.at,
    giveUpAt: Math.min(giveUpAt, lastAt ?? Number.POSITIVE_INFINITY),
  });
}

