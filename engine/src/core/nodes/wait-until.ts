import type { NodeScope, Way } from "../journey/node-scope.js";
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
import { MISSING, NODE_SHAPES } from "./node-shapes.js";

export const waitUntil: NodeDefinition<"wait.until"> = {
  ...NODE_SHAPES["wait.until"],
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
    const { enrollment, node, since, run, data } = scope;
    // A loop that comes back in the instant in which this wait ended has had that time.
    const isUsedUp = data.ifPast === "next" && run.endedWaits.has(waitKey(enrollment.id, node.id));
    const due = dueOf(scope, lookFrom(scope, isUsedUp ? since + 1 : since));
    if (due === "exit") return { exit: "past" };
    if (due === "missing") return scope.decide("arrive") ?? scope.decide("timer");
    if (due <= since) return end(scope);
    scope.wakeAt(due);
    return "stay";
  },
  keepsStart: true,
  stand(scope) {
    const due = dueOf(scope, fromOf(scope));
    // Nothing to wait for any more: its timer, due now, decides what that means.
    scope.wakeAt(typeof due === "number" ? due : scope.run.at);
    return "stay";
  },
  wake(scope) {
    const due = dueOf(scope, fromOf(scope));
    if (due === "exit") return { exit: "past" };
    return (due === "missing" ? scope.decide("arrive") : undefined) ?? end(scope);
  },
  // What the wait hangs on may have changed, gone, or moved into the past: then `ifPast` is asked as of now.
  replan(scope) {
    const { enrollment, run } = scope;
    if (!hangsOnProfile(scope.data)) return;
    if (dueOf(scope, fromOf(scope)) === enrollment.node.dueAt) return;
    const due = dueOf(scope, lookFrom(scope, run.at));
    scope.wakeAt(typeof due === "number" ? due : run.at);
  },
};

type Scope = NodeScope<"wait.until">;

const hangsOnProfile = (data: Scope["data"]): boolean =>
  "attribute" in data || ("anchor" in data && data.anchor !== "enteredAt");

const waitKey = (enrollment: string, node: string) => `${enrollment}/${node}`;

/** The wait ends here and now; a loop may come back to it in this same instant. */
function end(scope: Scope): Way | undefined {
  scope.run.endedWaits.add(waitKey(scope.enrollment.id, scope.node.id));
  return scope.decide("timer");
}

/** Times before this are past: the arrival, or when the wait was last planned anew. */
const fromOf = ({ enrollment, since }: Scope): number => enrollment.node.checkAt ?? since;

function lookFrom({ enrollment, since }: Scope, at: number): number {
  if (at !== since) enrollment.node.checkAt = at;
  return at;
}

/** When the wait ends, ms. What lies before `from` is past, and `ifPast` decides; an unknown anchor counts as past. */
function dueOf(scope: Scope, from: number): number | "missing" | "exit" {
  const { data, zone } = scope;
  const target = targetOf(scope, from);
  if (target === undefined && "attribute" in data) return "missing";
  if (target !== undefined && target >= from) return target;
  if (data.ifPast === "exit") return "exit";
  if (data.ifPast === "go" || target === undefined) return from;
  return "anchor" in data ? nextLocalTime(zone, from, minutesOf(data.time)) : nextAnniversary(target, zone, from);
}

/** The point in time that the node names, ms; undefined when what it hangs on is not there. */
function targetOf({ data, zone, enrollment, run }: Scope, from: number): number | undefined {
  if ("date" in data) return dateOf(data.date, zone);
  if ("weekday" in data) return nextWeekdayTime(zone, from, data.weekday, minutesOf(data.time));
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
  return nextLocalTime(zone, from, minutesOf(data.time));
}

const minutesOf = (time: string): number => parseLocalTime(time) ?? 0;

const onDay = (zone: string, base: number, days: number, time: string): number =>
  atLocalTime(zone, localDayNumber(zone, base) + days, minutesOf(time));
