import { type FlowSettings, isDottedPath } from "@sopflow/schemas";
import { isZone } from "../time/index.js";
import { eventPlace } from "./condition-place.js";
import type { NodeCheck } from "./node-check.js";

/** Reports every fault of a flow's settings. Paths are below `settings`. */
export function checkSettings(settings: FlowSettings, check: NodeCheck): void {
  if (!isZone(settings.timezone)) check.error("flow.unknown_zone", ["timezone"], { zone: settings.timezone });
  if (typeof settings.reentry === "object") check.duration(settings.reentry.after, ["reentry", "after"]);
  check.duration(settings.deferMax, ["deferMax"]);
  check.duration(settings.maxStay, ["maxStay"], "duration.zero");
  if (settings.key !== undefined && !isDottedPath(`$.${settings.key}`)) {
    check.error("condition.bad_path", ["key"], { path: settings.key });
  }
  settings.exitWhen.forEach((rule, i) => {
    check.eventType(rule.on, ["exitWhen", i, "on"]);
    check.where(rule.where, ["exitWhen", i, "where"], eventPlace(rule.on));
  });
  const goalIds = new Set<string>();
  settings.goals.forEach((goal, i) => {
    if (goalIds.has(goal.id)) {
      check.error("flow.duplicate_id", ["goals", i, "id"], { what: { zh: "目标", en: "goals" }, id: goal.id });
    }
    goalIds.add(goal.id);
    check.eventType(goal.on, ["goals", i, "on"]);
    check.where(goal.where, ["goals", i, "where"], eventPlace(goal.on));
    check.duration(goal.within, ["goals", i, "within"], "duration.zero");
  });
}
