import type { WhyItem } from "@sopflow/schemas";
import { traceReasonWords } from "../i18n/trace-reason-words.js";
import { stepName } from "../pages/people/node-name.js";
import { momentWords } from "../time/moment-words.js";
import type { WhySpeech } from "./why-words.js";

const TASK_LINES = ["issued", "deferred", "dropped", "stale", "withdrawn", "downgraded"] as const;
type TaskLine = (typeof TASK_LINES)[number];

const lineOf = (what: string): TaskLine | undefined => TASK_LINES.find((known) => known === what);

/** Lines that tell what became of a task. */
export const isTaskLine = ({ what }: Pick<WhyItem, "what">): boolean => lineOf(what) !== undefined;

/** What became of a task. */
export function taskWords(item: WhyItem, { t, locale }: WhySpeech): string {
  const line = lineOf(item.what);
  return line ? t(`task.${line}`, { title: item.task?.title ?? stepName(item, locale) }) : "";
}

/** Why that became of it: the reason, until when, and why this advisor. */
export function taskReasons({ what, at, detail = {}, task }: WhyItem, speech: WhySpeech): string[] {
  const { t, locale, zone, names } = speech;
  const reasons: string[] = [];
  const { reason, cause, until } = detail;
  if (typeof reason === "string") reasons.push(t("task.reason", { reason: traceReasonWords(reason, locale) }));
  if (typeof cause === "string") reasons.push(t("task.cause", { reason: traceReasonWords(cause, locale) }));
  if (typeof until === "number") reasons.push(t("task.until", { when: momentWords(zone, until, at, locale) }));
  if (what !== "issued" || task?.advisorId === undefined) return reasons;
  const advisor = names.advisor?.(task.advisorId) ?? task.advisorId;
  const whom = whomWords(task.askedFor, speech);
  return [...reasons, t("task.to", { advisor }), task.isFallback ? t("to.fallback", { whom }) : whom];
}

function whomWords(askedFor: string, { t }: WhySpeech): string {
  if (askedFor === "owner") return t("to.owner");
  return askedFor.startsWith("pool:") ? t("to.pool", { pool: askedFor.slice("pool:".length) }) : t("to.advisor");
}
