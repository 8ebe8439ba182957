import type { NodeScope } from "../journey/node-scope.js";
import { dateOf, nextAnniversary } from "../time/date-value.js";
import {
  addDuration,
  atLocalTime,
  localDayNumber,
  nextLocalTime,
  nextWeekdayTime,
  parseLocalTime,
  parseSignedDuration,
} from "../time/index.js";
import type { NodeDefinition } from "./node-definition.js";
import { OUT } from "./trigger-common.js";

const MISSING = "missing";

export const waitUntil: NodeDefinition<"wait.until"> = {
  type: "wait.until",
  trigger: false,
  ports: (data) => ("attribute" in data ? [...OUT, MISSING] : OUT),
  instant: (data, port) => port === MISSING || data.ifPast === "go",
  check({ data }, check) {
    if ("date" in data) check.notPast(data.date, ["data", "date"]);
    if (!("attribute" in data)) return;
    check.attribute(data.attribute, ["data", "attribute"], "date");
    check.duration(data.offset.replace(/^-/, ""), ["data", "offset"]);
  },
  rules: (data) => [
    { port: "out", input: "timer", when: [] },
    ...("attribute" in data
      ? [
          {
            port: MISSING,
            input: "arrive" as const,
            when: [{ fact: "customer", path: `$.attributes.${data.attribute}`, operator: "missing", value: true }],
          },
        ]
      : []),
  ],
  arrive(scope) {
    const due = dueOf(scope);
    if (due === "exit") return { exit: "past" };
    if (due === "missing") return scope.decide("arrive") ?? scope.decide("timer");
    if (due <= scope.since) return scope.decide("timer");
    scope.wakeAt(due);
    return "stay";
  },
  wake(scope) {
    const due = dueOf(scope);
    if (due === "exit") return { exit: "past" };
    return (due === "missing" ? scope.decide("arrive") : undefined) ?? scope.decide("timer");
  },
  // What the wait hangs on may have changed, gone, or moved into the past: then it ends now.
  replan(scope) {
    const due = dueOf(scope);
    scope.wakeAt(typeof due === "number" ? Math.max(due, scope.run.at) : scope.run.at);
  },
};

type Scope = NodeScope<"wait.until">;

/** When the wait ends, ms. What lies before the arrival is past, and `ifPast` decides; an unknown anchor counts as past. */
function dueOf(scope: Scope): number | "missing" | "exit" {
  const { data, since, zone } = scope;
  const target = targetOf(scope);
  if (target === undefined && "attribute" in data) return "missing";
  if (target !== undefined && target >= since) return target;
  if (data.ifPast === "exit") return "exit";
  if (data.ifPast === "go" || target === undefined) return since;
  return "anchor" in data ? nextLocalTime(zone, since, minutesOf(data.time)) : nextAnniversary(target, zone, since);
}

/** The point in time that the node names, ms; undefined when what it hangs on is not there. */
function targetOf({ data, since, zone, enrollment, run }: Scope): number | undefined {
  if ("date" in data) return dateOf(data.date, zone);
  if ("weekday" in data) return nextWeekdayTime(zone, since, data.weekday, minutesOf(data.time));
  if ("attribute" in data) {
    const base = dateOf(run.customer.attributes[data.attribute], zone);
    const offset = parseSignedDuration(data.offset);
    if (base === undefined || offset === undefined) return undefined;
    const shifted = addDuration(zone, base, offset);
    return data.time === undefined ? shifted : onDay(zone, shifted, 0, data.time);
  }
  if ("anchor" in data) {
    const { friendSince, orders } = run.customer;
    const anchors = { enteredAt: enrollment.enteredAt, friendSince, lastOrderAt: orders.lastAt };
    const base = anchors[data.anchor];
    return base === undefined ? undefined : onDay(zone, base, data.day, data.time);
  }
  return nextLocalTime(zone, since, minutesOf(data.time));
}

const minutesOf = (time: string): number => parseLocalTime(time) ?? 0;

const onDay = (zone: string, base: number, days: number, time: string): number =>
  atLocalTime(zone, localDayNumber(zone, base) + days, minutesOf(time));
