import type { NodeScope } from "../journey/node-scope.js";
import { addDuration } from "../time/index.js";
import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";

export const replenishWait: NodeDefinition<"replenish.wait"> = {
  ...NODE_SHAPES["replenish.wait"],
  check() {},
  rules: () => [{ port: "due", input: "timer", when: [] }],
  arrive(scope) {
    plan(scope);
    return "stay";
  },
  keepsStart: true,
  stand(scope) {
    plan(scope);
    return "stay";
  },
  wake: (scope) => scope.decide("timer"),
  replan: plan,
};

/** Predicted run-out less the lead; without a prediction so many days from arrival. What lies in the past is due now. */
function plan(scope: NodeScope<"replenish.wait">): void {
  const { run, enrollment, data } = scope;
  const runOut = runOutOf(scope);
  enrollment.node.fallback = runOut === undefined;
  const days = (n: number) => ({ days: n, elapsedMs: 0 });
  const due =
    runOut === undefined
      ? addDuration(scope.zone, scope.since, days(data.fallbackDays))
      : addDuration(scope.zone, runOut, days(-data.leadDays));
  // What is due already stays due as it was: in a paused flow every event would push it on (FLOW-FORMAT §4.7).
  const isDue = (enrollment.node.dueAt ?? Number.POSITIVE_INFINITY) <= run.at;
  if (!(isDue && due <= run.at)) scope.wakeAt(Math.max(due, run.at));
}

/** Run-out of the sku named by the node or by the entering event; else the first of all that the customer holds. */
function runOutOf({ run, enrollment, data }: NodeScope<"replenish.wait">): number | undefined {
  const entered = enrollment.entry.sku;
  const sku = data.sku ?? (typeof entered === "string" ? entered : undefined);
  const items = run.customer.replenish;
  if (sku !== undefined) return items[sku]?.runOutAt;
  const all = Object.values(items).flatMap((item) => item.runOutAt ?? []);
  return all.length === 0 ? undefined : Math.min(...all);
}
