import type { WireTask } from "@sopflow/schemas";
import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import type { Locale } from "../i18n/locale.js";
import { sayer } from "../i18n/texts.js";
import { momentWords } from "../time/moment-words.js";

/** Why a task is there now, in words: "付了款 · 今天 09:12 · 首单转化". */
export function whyWords(task: Pick<WireTask, "why" | "flowName">, zone: string, now: number, locale: Locale): string {
  const { kind, event, at } = task.why;
  const isEvent = kind === "event" && event !== undefined;
  const reason = isEvent
    ? eventReason(event, locale)
    : sayer(ADVISOR_TEXTS, locale)(`because.${kind === "entry" ? kind : "timer"}`);
  const words = `${reason} · ${momentWords(zone, at, now, locale)}`;
  return task.flowName === undefined ? words : `${words} · ${task.flowName}`;
}

/** What a customer did, or what happened, as the reason why an advisor hears of it. */
export function eventReason(event: string, locale: Locale): string {
  const say = sayer(ADVISOR_TEXTS, locale);
  const key = `because.${event}`;
  if (Object.hasOwn(ADVISOR_TEXTS.zh, key)) return say(key as keyof typeof ADVISOR_TEXTS.zh); // checked by hasOwn
  return say("because.other", { name: event.replace(/^custom\./, "") });
}
