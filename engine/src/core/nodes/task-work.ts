import type { CampaignSlot, DataOf } from "@sopflow/schemas";
import { eventPlace, NODE_PLACE } from "../flow/condition-place.js";
import type { CheckPath, NodeCheck } from "../flow/node-check.js";
import { durationUpperMs, parseDuration } from "../time/index.js";
import { checkMaterials } from "./materials.js";
import type { PrepareWhere } from "./node-definition.js";

/** What a `task` node and a campaign slot share: the work handed to an advisor (FLOW-FORMAT §3.1). */
export type TaskWork = Omit<DataOf<"task">, "wait"> | CampaignSlot;

/** Ports that the product itself leads to; no outcome may take their names. */
export const RESERVED_OUTCOMES: readonly string[] = [
  "skipped",
  "expired",
  "stale",
  "not_friend",
  "limit",
  "done",
  "out",
];

/** Reports every fault of the work; `path` is where its fields stand. */
export function checkTaskWork(work: TaskWork, path: CheckPath, check: NodeCheck): void {
  check.template(work.title, [...path, "title"]);
  check.template(work.script, [...path, "script"]);
  if (work.script === undefined && work.scripts === undefined) check.error("task.script_missing", [...path, "script"]);
  if (work.script !== undefined && work.scripts !== undefined) check.error("task.script_twice", [...path, "script"]);
  check.distinctIds(work.scripts, [...path, "scripts"], { zh: "话术", en: "scripts" });
  work.scripts?.forEach((script, i) => {
    check.where(script.where, [...path, "scripts", i, "where"], NODE_PLACE);
    check.template(script.text, [...path, "scripts", i, "text"]);
  });
  check.assignee(work.assign, [...path, "assign"]);
  check.assignee(work.fallback, [...path, "fallback"]);
  check.where(work.where, [...path, "where"], NODE_PLACE);
  work.cancelOn.forEach((rule, i) => {
    check.eventType(rule.on, [...path, "cancelOn", i, "on"]);
    check.where(rule.where, [...path, "cancelOn", i, "where"], eventPlace(rule.on));
  });
  checkMaterials(work.materials, [...path, "materials"], check);
  checkTimes(work, path, check);
  checkOutcomes(work, path, check);
}

function checkTimes(work: TaskWork, path: CheckPath, check: NodeCheck): void {
  check.notPast(work.validUntil, [...path, "validUntil"]);
  check.duration(work.dueIn, [...path, "dueIn"]);
  check.duration(work.expireIn, [...path, "expireIn"], "duration.zero");
  const due = parseDuration(work.dueIn);
  const expire = parseDuration(work.expireIn);
  if (due !== undefined && expire !== undefined && durationUpperMs(due) > durationUpperMs(expire)) {
    check.warn("task.due_after_expire", [...path, "dueIn"], { dueIn: work.dueIn, expireIn: work.expireIn });
  }
}

function checkOutcomes(work: TaskWork, path: CheckPath, check: NodeCheck): void {
  check.distinctIds(work.outcomes, [...path, "outcomes"], { zh: "结果", en: "outcomes" });
  work.outcomes.forEach((outcome, i) => {
    const at = [...path, "outcomes", i];
    if (RESERVED_OUTCOMES.includes(outcome.id)) check.error("task.outcome_reserved", [...at, "id"], { id: outcome.id });
    check.distinctIds(outcome.fields, [...at, "fields"], { zh: "填写项", en: "fields" });
    if (outcome.tags !== undefined) checkTags(outcome.tags, [...at, "tags"], check);
  });
}

/** A tag both added and removed leaves to chance which of them wins. */
export function checkTags(tags: { add: string[]; remove: string[] }, path: CheckPath, check: NodeCheck): void {
  tags.remove.forEach((tag, i) => {
    if (tags.add.includes(tag)) check.error("tag.added_and_removed", [...path, "remove", i], { tag });
  });
}

/** The work as the engine runs it: its one script written as a list, every condition prepared. */
export function resolveTaskWork<W extends TaskWork>({ script, ...work }: W, prepare: PrepareWhere) {
  const short: TaskWork["scripts"] = script === undefined ? [] : [{ id: "script", text: script }];
  const scripts = work.scripts ?? short;
  return {
    ...work,
    scripts: scripts.map((s) => (s.where === undefined ? s : { ...s, where: prepare(s.where) })),
    ...(work.where !== undefined && { where: prepare(work.where) }),
    cancelOn: work.cancelOn.map((rule) => ({ ...rule, where: prepare(rule.where) })),
  };
}
