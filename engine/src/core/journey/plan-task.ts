import type { PendingTask } from "@sopflow/schemas";
import { later } from "./duration-of.js";
import { effectId } from "./ids.js";
import type { NodeScope } from "./node-scope.js";

/** The part of a node's scope that planning needs. */
type Planner = Pick<NodeScope, "run" | "enrollment" | "program" | "zone"> & { readonly node: { readonly id: string } };

/**
 * A task node or slot wants a task now: it joins the pending ones, which are allotted once everything of this instant
 * has advanced (FLOW-FORMAT §4.10). `lastAt` = a slot's own end of day.
 */
export function planTask(scope: Planner, slotId?: string, lastAt?: number): void {
  const { run, enrollment, program, node } = scope;
  const id = effectId(enrollment.id, node.id, enrollment.visit, "task", slotId ?? "0");
  if (enrollment.pending.some((p) => p.id === id)) return;
  const settings = run.context.flows.get(program.flowId)?.newest.plan.settings ?? program.plan.settings;
  const giveUpAt = later(scope.zone, run.at, settings.deferMax);
  const pending: PendingTask = {
    id,
    nodeId: node.id,
    visit: enrollment.visit,
    plannedAt: run.at,
    retryAt: run.at,
    giveUpAt: Math.min(giveUpAt, lastAt ?? Number.POSITIVE_INFINITY),
  };
  if (slotId !== undefined) pending.slotId = slotId;
  if (enrollment.pending.length === 0)
    enrollment.pending = [pending]; // an empty list that is pushed to makes room for many
  else enrollment.pending.push(pending);
  run.bequeath(pending);
}
