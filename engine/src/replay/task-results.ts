import type { Task, Text } from "@sopflow/schemas";
import { completedProps, type PlannedResult, type ResultEvent, resultEvent } from "../core/journey/task-answer.js";
import { durationUpperMs, formatDuration, HOUR_MS, parseDuration } from "../core/time/index.js";

export type { PlannedResult, ResultEvent };

/** Results by flow, node, customer and the how-manieth task this is. A task without one expires. */
export interface TaskResultTable {
  readonly name: string;
  get(flowId: string, nodeId: string, customerId: string, nth: number): PlannedResult | undefined;
}

/** How a replay assumes that tasks end: nobody answers, everybody after `done` ms, or as a file says. */
export type ResultsAssumption = "expired" | { readonly done: number; readonly outcome?: string } | TaskResultTable;

const DONE = /^done:(P[^:]+)(?::([A-Za-z0-9_.-]{1,64}))?$/;

/** Reads `expired` and `done:<ISO duration>[:<outcome>]`; undefined for anything else (the name of a file). */
export function parseResults(text: string): Exclude<ResultsAssumption, TaskResultTable> | undefined {
  if (text === "expired") return "expired";
  const [, delay = "", outcome] = DONE.exec(text) ?? [];
  const duration = parseDuration(delay);
  if (duration === undefined) return undefined;
  return { done: durationUpperMs(duration), ...(outcome === undefined ? {} : { outcome }) };
}

/** The assumption in words: it stands in every report, since the figures hold only under it. */
export function describeResults(results: ResultsAssumption): Text {
  if (results === "expired") {
    return {
      zh: "假设没有人处理任务：每个任务都到期作废。",
      en: "Assumes that nobody works on a task: every task expires.",
    };
  }
  if ("done" in results) {
    const delay = formatDuration({ days: 0, elapsedMs: results.done });
    const hours = Math.round((results.done / HOUR_MS) * 10) / 10;
    const zh = results.outcome === undefined ? "第一个结果" : `结果“${results.outcome}”（没有此结果时取第一个）`;
    const en =
      results.outcome === undefined
        ? "the first listed outcome"
        : `the outcome "${results.outcome}" (or the first listed one)`;
    return {
      zh: `假设每个任务在发出 ${hours} 小时（${delay}）后完成，取${zh}。`,
      en: `Assumes that every task is done ${hours} h (${delay}) after its issue, with ${en}.`,
    };
  }
  return {
    zh: `任务结果取自文件“${results.name}”；文件中没有的任务到期作废。`,
    en: `Task results are those of "${results.name}"; tasks that it does not hold expire.`,
  };
}

/** Plans what becomes of one task as it is issued; undefined = it is left to expire. */
export type PlanResult = (task: Task, zone: string) => ResultEvent | undefined;

/** Undefined where every task is left to expire. */
export function resultPlanner(results: ResultsAssumption): PlanResult | undefined {
  if (results === "expired") return undefined;
  if ("done" in results) {
    const { done, outcome } = results;
    return (task) => ({ at: task.issuedAt + done, type: "task.completed", props: completedProps(task, outcome, {}) });
  }
  const issued = new Map<string, number>();
  return (task, zone) => {
    const key = JSON.stringify([task.flowId, task.nodeId, task.customerId]);
    const nth = (issued.get(key) ?? 0) + 1;
    issued.set(key, nth);
    const planned = results.get(task.flowId, task.nodeId, task.customerId, nth);
    if (!planned) return undefined;
    return resultEvent(task, planned, zone);
  };
}
