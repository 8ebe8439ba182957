import { type ErrorCode, errorText, type Json, type JsonObject, type Task } from "@sopflow/schemas";
import { SEND_FAILURES } from "../core/journey/index.js";
import { formatInstant, parseInstant } from "../core/time/index.js";
import type { TaskReport, TaskReportAnswer } from "./sop-engine.js";

type Refused = Extract<TaskReportAnswer, { status: "rejected" }>;

/** What speaks against a report, as far as the task itself tells; undefined = nothing. */
export function checkReport(task: Task, report: TaskReport): Refused | undefined {
  switch (report.kind) {
    case "complete":
      return checkOutcome(task, report);
    case "skip": {
      if (report.reason.trim() !== "") return undefined;
      return refuse("task.reason_missing", { reasons: task.skipReasons.join(", ") }, "reason");
    }
    case "postpone": {
      if (report.until > report.at && report.until <= task.expiresAt) return undefined;
      return refuse("task.postpone_invalid", { until: formatInstant("Asia/Shanghai", task.expiresAt) }, "until");
    }
    case "open":
      return undefined;
    default:
      return report satisfies never;
  }
}

/** Completion without a listed outcome is refused (FLOW-FORMAT §3.1). */
function checkOutcome(task: Task, report: Extract<TaskReport, { kind: "complete" }>): Refused | undefined {
  const { outcome, fields } = report;
  if (task.channel === "group_send" && SEND_FAILURES.some((name) => name === outcome)) return undefined;
  const outcomes = task.outcomes.map((o) => o.id).join(", ");
  const found = task.outcomes.find((o) => o.id === outcome);
  if (task.outcomes.length > 0 && !found) {
    if (outcome === undefined) return refuse("task.outcome_missing", { outcomes }, "outcome");
    return refuse("task.outcome_unknown", { outcome, outcomes }, "outcome");
  }
  if (outcome !== undefined && task.outcomes.length === 0 && outcome !== "done") {
    return refuse("task.outcome_unknown", { outcome, outcomes: "-" }, "outcome");
  }
  for (const field of found?.fields ?? []) {
    const problem = fieldProblem(field.type, fields?.[field.id]);
    if (problem) return refuse("task.field_invalid", { field: field.label, problem }, `fields.${field.id}`);
  }
  return undefined;
}

/** Fields may be left empty; what is filled in has the field's type. */
function fieldProblem(type: string, value: Json | undefined): { zh: string; en: string } | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const isNumber = typeof value === "number";
  if (type === "number" && !isNumber) return { zh: "请填数字", en: "a number is needed" };
  if (type === "daysLeft" && !(isNumber && value >= 0)) return { zh: "请填剩余天数", en: "a number of days is needed" };
  if (type === "boolean" && typeof value !== "boolean") return { zh: "请选是或否", en: "yes or no is needed" };
  if (type === "date" && !(typeof value === "string" && isDate(value)))
    return { zh: "请填日期", en: "a date is needed" };
  if (type === "text" && typeof value !== "string") return { zh: "请填文字", en: "a text is needed" };
  return undefined;
}

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) || parseInstant(text) !== undefined;

export function refuse(code: ErrorCode, params: Parameters<typeof errorText>[1], path?: string): Refused {
  return { status: "rejected", code, message: errorText(code, params), ...(path === undefined ? {} : { path }) };
}

/** Type and properties of the event that carries a report through the log. */
export function reportEvent(task: Task, report: TaskReport): { type: string; props: JsonObject } {
  const { id: taskId, flowId, nodeId, channel, purpose, advisorId } = task;
  const { by, note } = report;
  const props: JsonObject = { taskId, flowId, nodeId, channel, purpose, by };
  const set = (key: string, value: Json | undefined) => {
    if (value !== undefined) props[key] = value;
  };
  set("advisorId", advisorId);
  set("note", note);
  switch (report.kind) {
    case "complete":
      for (const key of ["outcome", "contact", "intent", "fields", "evidence"] as const) set(key, report[key]);
      return { type: "task.completed", props };
    case "skip":
      set("reason", report.reason.trim());
      return { type: "task.skipped", props };
    case "postpone":
      set("until", report.until);
      return { type: "task.postponed", props };
    case "open":
      return { type: "task.opened", props };
    default:
      return report satisfies never;
  }
}
