import { eventPlace } from "../flow/condition-place.js";
import { eventTypeIs } from "../flow/rule-draft.js";
import type { Arrival } from "../journey/advance.js";
import { durationOf, later } from "../journey/duration-of.js";
import type { NodeScope } from "../journey/node-scope.js";
import type { JourneyEvent } from "../journey/run.js";
import { DAY_MS, durationUpperMs, parseDuration } from "../time/index.js";
import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES, TIMEOUT } from "./node-shapes.js";

const MAX_LOOKBACK = "P7D";
const MAX_LOOKBACK_MS = 7 * DAY_MS;

export const waitEvent: NodeDefinition<"wait.event"> = {
  ...NODE_SHAPES["wait.event"],
  check({ data }, check) {
    check.distinctIds(data.on, ["data", "on"], { zh: "等待的事件", en: "events waited for" });
    data.on.forEach((o, i) => {
      if (o.id === TIMEOUT) check.error("wait.reserved_id", ["data", "on", i, "id"], { id: o.id });
      check.eventType(o.event, ["data", "on", i, "event"]);
      check.where(o.where, ["data", "on", i, "where"], eventPlace(o.event));
    });
    check.duration(data.timeout, ["data", "timeout"], "wait.timeout_zero");
    const lookback = data.lookback === undefined ? undefined : parseDuration(data.lookback);
    if (data.lookback !== undefined && (lookback === undefined || durationUpperMs(lookback) > MAX_LOOKBACK_MS)) {
      check.error("wait.lookback_too_long", ["data", "lookback"], { value: data.lookback, max: MAX_LOOKBACK });
    }
  },
  resolve: (data, prepare) => ({ ...data, on: data.on.map((o) => ({ ...o, where: prepare(o.where) })) }),
  rules: (data) => [
    ...data.on.map((o) => ({ port: o.id, input: "event" as const, when: [eventTypeIs(o.event), o.where] })),
    { port: TIMEOUT, input: "timer", when: [] },
  ],
  listens: (data) => data.on.map((o) => ({ event: o.event, where: o.where, port: o.id })),
  arrive(scope) {
    const { timeout, lookback } = scope.data;
    scope.wakeAt(later(scope.zone, scope.since, timeout));
    return lookback === undefined ? "stay" : lookBack(scope);
  },
  keepsStart: true,
  // Looked back was on arrival: what happened before then was before the wait.
  stand(scope) {
    scope.wakeAt(later(scope.zone, scope.since, scope.data.timeout));
    return "stay";
  },
  wake: (scope) => scope.decide("timer"),
  event: (scope, event) => (event.at >= opensAt(scope) ? scope.decide("event", event) : undefined),
};

/** Events from here on match: the start of the wait, less its lookback (FLOW-FORMAT §4.4). */
function opensAt({ data, since }: NodeScope<"wait.event">): number {
  return data.lookback === undefined ? since : since - durationUpperMs(durationOf(data.lookback));
}

/** What happened shortly before the wait may answer it at once: not what entered the flow, nor what led here. */
function lookBack(scope: NodeScope<"wait.event">): Arrival {
  const { run, enrollment } = scope;
  const opens = opensAt(scope);
  const { chain, event: cause } = run.cause;
  const used = [enrollment.entryInputId, chain.rootId, cause?.id];
  for (const past of run.customer.lookback) {
    if (past.at < opens || used.includes(past.id)) continue;
    const event = { ...past, source: "", depth: 0, raised: true } as JourneyEvent; // props were JSON when they came in
    const way = scope.decide("event", event);
    if (way) return way;
  }
  return "stay";
}
