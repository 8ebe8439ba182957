import type { CampaignSlot, NodeState } from "@sopflow/schemas";
import type { Arrival } from "../journey/advance.js";
import type { NodeScope } from "../journey/node-scope.js";
import { holdsAt } from "../journey/own-condition.js";
import { planTask } from "../journey/plan-task.js";
import { dateOf } from "../time/date-value.js";
import { atLocalTime, localDayNumber, parseLocalTime, startOfLocalDay } from "../time/index.js";
import type { NodeDefinition } from "./node-definition.js";
import { NODE_SHAPES } from "./node-shapes.js";
import { checkTaskWork, resolveTaskWork } from "./task-work.js";

export const campaignRhythm: NodeDefinition<"campaign.rhythm"> = {
  ...NODE_SHAPES["campaign.rhythm"],
  check({ data }, check) {
    const { day1 } = data;
    if (typeof day1 === "object" && "date" in day1) check.notPast(day1.date, ["data", "day1", "date"]);
    if (typeof day1 === "object" && "attribute" in day1) {
      check.attribute(day1.attribute, ["data", "day1", "attribute"], "date");
    }
    check.distinctIds(data.slots, ["data", "slots"], { zh: "推送", en: "slots" });
    data.slots.forEach((slot, i) => {
      checkTaskWork(slot, ["data", "slots", i], check);
      const earlier = data.slots.slice(0, i).find((s) => s.day === slot.day && s.time === slot.time);
      if (earlier === undefined) return;
      const { day, time } = slot;
      check.warn("campaign.same_time", ["data", "slots", i, "time"], { day, time, first: earlier.id, second: slot.id });
    });
  },
  resolve: (data, prepare) => ({
    ...data,
    slots: data.slots
      .map((slot) => resolveTaskWork(slot, prepare))
      .sort((a, b) => a.day - b.day || (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)),
  }),
  rules: () => [{ port: "done", input: "timer", when: [] }],
  arrive(scope) {
    const { enrollment, run, node } = scope;
    const day1 = firstDay(scope);
    if (day1 === undefined) {
      run.trace("skipped", enrollment, node.id, { detail: { reason: "no_first_day" } });
      return scope.decide("timer");
    }
    enrollment.node.day1 = day1;
    const { slots } = scope.data;
    const next = slots.findIndex((slot) => slotAt(scope, slot) >= scope.since);
    enrollment.node.slot = next < 0 ? slots.length : next;
    for (const slot of slots.slice(0, enrollment.node.slot)) skip(scope, slot, "past_on_entry");
    return goOn(scope);
  },
  // Slots that ran are passed over; the others come at their time, and a day that is over is over.
  stand(scope) {
    const { enrollment, data } = scope;
    const isFixed = typeof data.day1 === "object" && enrollment.node.day1 !== undefined;
    const day1 = isFixed ? enrollment.node.day1 : firstDay(scope);
    if (day1 !== undefined) enrollment.node.day1 = day1;
    enrollment.node.slot = 0;
    scope.wakeAt(scope.run.at);
    return "stay";
  },
  wake: (scope) => goOn(scope),
};

/** Slots of the campaign that the enrollment has had: what `stand` must not run again. */
export function slotsRun(slots: readonly CampaignSlot[], { slot = 0, ran = [] }: NodeState): string[] {
  return [...new Set([...ran, ...slots.slice(0, slot).map(({ id }) => id)])];
}

type Scope = NodeScope<"campaign.rhythm">;

/** Local day number of the campaign's first day; undefined when the attribute that names it is missing. */
function firstDay({ data, zone, since, run }: Scope): number | undefined {
  const { day1 } = data;
  const today = localDayNumber(zone, since);
  if (day1 === "entry") return today;
  if (day1 === "nextDay") return today + 1;
  const at = dateOf("date" in day1 ? day1.date : run.customer.attributes[day1.attribute], zone);
  return at === undefined ? undefined : localDayNumber(zone, at);
}

const dayOf = ({ enrollment }: Scope, slot: CampaignSlot): number => (enrollment.node.day1 ?? 0) + slot.day - 1;

const slotAt = (scope: Scope, slot: CampaignSlot): number =>
  atLocalTime(scope.zone, dayOf(scope, slot), parseLocalTime(slot.time) ?? 0);

/** Plans every slot that is due, then sleeps until the next one, or until the midnight after the last one's day. */
function goOn(scope: Scope): Arrival {
  const { enrollment, run, data, zone } = scope;
  for (;;) {
    const slot = data.slots[enrollment.node.slot ?? 0];
    if (slot === undefined) break;
    const at = slotAt(scope, slot);
    if (enrollment.node.ran?.includes(slot.id)) {
      enrollment.node.slot = (enrollment.node.slot ?? 0) + 1;
      continue;
    }
    if (at > run.at) {
      scope.wakeAt(at);
      return "stay";
    }
    enrollment.node.slot = (enrollment.node.slot ?? 0) + 1;
    runSlot(scope, slot);
  }
  const last = data.slots.at(-1);
  const ends = startOfLocalDay(zone, (last === undefined ? localDayNumber(zone, run.at) : dayOf(scope, last)) + 1);
  if (ends <= run.at) return scope.decide("timer") ?? "stay";
  scope.wakeAt(ends);
  return "stay";
}

/** A slot never runs after its own day: at the midnight behind it what could not be issued is dropped. */
function runSlot(scope: Scope, slot: CampaignSlot): void {
  const { enrollment, run, node, zone } = scope;
  const dayEnds = startOfLocalDay(zone, dayOf(scope, slot) + 1);
  if (run.at >= dayEnds) skip(scope, slot, "slot_over");
  else if (slot.where && !holdsAt(run, enrollment, node.id, slot.where)) skip(scope, slot, "where");
  else planTask(scope, slot.id, dayEnds);
}

function skip({ run, enrollment, node }: Scope, slot: CampaignSlot, reason: string): void {
  run.trace("skipped", enrollment, node.id, { detail: { slot: slot.id, reason } });
}
