import type { WhyItem } from "@sopflow/schemas";
import { traceReasonWords } from "../i18n/trace-reason-words.js";
import { stepName } from "../pages/people/node-name.js";
import { momentWords } from "../time/moment-words.js";
import type { WhySpeech } from "./why-words.js";

const LINES = ["issued", "deferred", "dropped", "stale", "withdrawn", "downgraded", "refused", "failed"] as const;
type Line = (typeof LINES)[number];

const lineOf = (what: string): Line | undefined => LINES.find((known) => known === what);

/** Lines that tell what became of a task, or of an entry, and why. */
export const isToldLine = ({ what }: Pick<WhyItem, "what">): boolean => lineOf(what) !== undefined;

/** What happened. */
export function lineWords(item: WhyItem, { t, locale }: WhySpeech): string {
  const line = lineOf(item.what);
  return line ? t(`told.${line}`, { title: item.task?.title ?? stepName(item, locale) }) : "";
}

/** Why it happened: the reason, until when, and why this advisor. */
export function lineReasons({ what, at, detail = {}, task }: WhyItem, speech: WhySpeech): string[] {
  if (lineOf(what) === undefined) return [];
  const { t, locale, zone, names } = speech;
  const reasons: string[] = [];
  const { reason, code, cause, until } = detail;
  for (const one of [reason, code]) {
    if (typeof one === "string") reasons.push(t("told.reason", { reason: traceReasonWords(one, locale) }));
  }
  if (typeof cause === "string") reasons.push(t("told.cause", { reason: traceReasonWords(cause, locale) }));
  if (typeof until === "number") reasons.push(t("told.until", { when: momentWords(zone, until, at, locale) }));
  if (what !== "issued" || task?.advisorId === undefined) return reasons;
  const advisor = names.advisor?.(task.advisorId) ?? task.advisorId;
  const whom = whomWords(task.askedFor, speech);
  return [...reasons, t("told.to", { advisor }), task.isFallback ? t("to.fallback", { whom }) : whom];
}

function whomWords(askedFor: string, { t }: WhySpeech): string {
  if (askedFor === "owner") return t("to.owner");
  return askedFor.startsWith("pool:") ? t("to.pool", { pool: askedFor.slice("pool:".length) }) : t("to.advisor");
}
