import { NODE_PLACE } from "../flow/condition-place.js";
import type { Arrival } from "../journey/advance.js";
import { later } from "../journey/duration-of.js";
import type { NodeScope } from "../journey/node-scope.js";
import { nextFlip } from "../profile/index.js";
import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";

export const waitCondition: NodeDefinition<"wait.condition"> = {
  ...NODE_SHAPES["wait.condition"],
  check({ data }, check) {
    check.where(data.where, ["data", "where"], NODE_PLACE);
    check.duration(data.timeout, ["data", "timeout"], "wait.timeout_zero");
  },
  resolve: (data, prepare) => ({ ...data, where: prepare(data.where) }),
  // Asked on arrival, on the customer's events, and again as an arrival when time alone may have made it true.
  rules: (data) => [
    { port: "met", input: "arrive", when: [data.where] },
    { port: "met", input: "event", when: [data.where] },
    { port: "timeout", input: "timer", when: [] },
  ],
  arrive(scope) {
    scope.wakeAt(later(scope.zone, scope.since, scope.data.timeout));
    return askAgain(scope);
  },
  keepsStart: true,
  // Holds already: it is met like for anybody who arrives.
  stand(scope) {
    scope.wakeAt(later(scope.zone, scope.since, scope.data.timeout));
    return askAgain(scope);
  },
  wake: (scope, timer) => (timer.kind === "wait" ? scope.decide("timer") : askAgain(scope)),
  event: (scope, event) => scope.decide("event", event),
  replan: planNextLook,
};

function askAgain(scope: NodeScope<"wait.condition">): Arrival {
  const way = scope.decide("arrive");
  if (way) return way;
  planNextLook(scope);
  return "stay";
}

/** Looks again when time alone may have made it true, if that is before the timeout. */
function planNextLook(scope: NodeScope<"wait.condition">): void {
  const { run, enrollment, data } = scope;
  const flip = nextFlip(data.where, run.customer, run.at, scope.zone);
  if (flip !== undefined && flip < (enrollment.node.dueAt ?? 0)) scope.wakeAt(flip, "audience");
  else scope.forgetLook();
}
