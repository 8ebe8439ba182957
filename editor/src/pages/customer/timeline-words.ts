import type { TaskChannel, TimelineItem } from "@sopflow/schemas";
import { channelWords } from "../../i18n/channel-words.js";
import type { CustomersText } from "../../i18n/customers-texts.js";
import { inLocale, joinList, type Locale } from "../../i18n/locale.js";
import { moneyWords } from "../../i18n/money-words.js";
import type { Say } from "../../i18n/texts.js";
import { traceReasonWords } from "../../i18n/trace-reason-words.js";
import { CHANNEL_WORDS, eventWords, valueWords } from "../../i18n/value-words.js";
import { lengthWords } from "../../time/moment-words.js";
import { goalWords } from "../people/goal-name.js";
import { stepName } from "../people/node-name.js";
import { changedWords } from "./changed-words.js";
import type { TraceLine } from "./timeline-entries.js";

const SECONDS_A_MINUTE = 60;

export interface TimelineNames {
  /** Undefined for a task that is not known any more. */
  readonly taskTitle: (id: string) => string | undefined;
  /** What a task's flow calls its outcome. */
  readonly outcomeLabel?: (taskId: string, outcome: string) => string | undefined;
  readonly advisorName: (id: string) => string;
  readonly productName: (sku: string) => string;
}

export interface TimelineContext {
  readonly t: Say<CustomersText>;
  readonly locale: Locale;
  readonly names: TimelineNames;
}

interface Line {
  readonly what: string;
  readonly detail: string;
}

const TRACE_TEXTS = {
  entered: "trace.entered",
  refused: "trace.refused",
  arrived: "trace.arrived",
  left: "trace.left",
  ended: "trace.ended",
  exited: "trace.exited",
  completed: "trace.completed",
  failed: "trace.failed",
  closed: "trace.closed",
  goal: "trace.goal",
  planned: "trace.planned",
  queued: "trace.queued",
  arm: "trace.arm",
  deferred: "trace.deferred",
  dropped: "trace.dropped",
  downgraded: "trace.downgraded",
  issued: "trace.issued",
  withdrawn: "trace.withdrawn",
  result: "trace.result",
  stale: "trace.stale",
  late: "trace.late",
  raised: "trace.raised",
  loop: "trace.loop",
  skipped: "trace.skipped",
} as const satisfies Record<string, CustomersText>;

/** An event in words: what, and what more there is to know of it. */
export function eventLine(event: Extract<TimelineItem, { kind: "event" }>, context: TimelineContext): Line {
  const parts = eventDetail(event.props, context);
  if (event.history) parts.push(context.t("timeline.history"));
  return { what: eventWords(event.type, context.locale), detail: parts.join(" · ") };
}

/** What flows did, in words. The flow is named by whoever shows the line. */
export function traceLine(line: TraceLine, { t, locale, names }: TimelineContext): Line {
  if (line.kind === "way") {
    return { what: t("trace.arrived"), detail: line.steps.map((step) => stepName(step, locale)).join(" → ") };
  }
  const { what, detail = {} } = line.item;
  if (what === "raised" && typeof detail.type === "string") {
    const told =
      detail.type === "profile.changed" ? changedWords(detail.props, locale).join(" · ") : tagOf(detail.props);
    return { what: eventWords(detail.type, locale), detail: told };
  }
  if (what === "moved") return { what: t("trace.moved"), detail: stepName(line.item, locale) };
  const { reason, outcome, task } = detail;
  const goal = what === "goal" ? goalWords(line.item, locale) : undefined;
  const title = typeof task === "string" ? names.taskTitle(task) : undefined;
  const more = [title, goal, outcomeWords(task, outcome, names, locale)].filter(isText);
  if (isText(reason)) more.push(t("trace.reason", { reason: traceReasonWords(reason, locale) }));
  const known = Object.hasOwn(TRACE_TEXTS, what);
  return {
    what: known ? t(TRACE_TEXTS[what as keyof typeof TRACE_TEXTS]) : what, // checked by hasOwn
    detail: more.join(" · "),
  };
}

/** As its flow calls it, or what every task can end with. */
function outcomeWords(task: unknown, outcome: unknown, names: TimelineNames, locale: Locale): string | undefined {
  if (!isText(outcome)) return undefined;
  const label = isText(task) ? names.outcomeLabel?.(task, outcome) : undefined;
  return label ?? valueWords("task", "outcome", outcome, locale) ?? outcome;
}

const reasonName = (reason: string, locale: Locale): string =>
  valueWords("task", "skipReason", reason, locale) ?? traceReasonWords(reason, locale);

const channelName = (channel: string, locale: Locale): string =>
  Object.hasOwn(CHANNEL_WORDS, channel)
    ? inLocale(CHANNEL_WORDS[channel as TaskChannel], locale) // checked by hasOwn
    : channelWords(channel, locale);

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const tagOf = (props: unknown): string =>
  typeof props === "object" && props !== null && "tag" in props && isText(props.tag) ? props.tag : "";

/** What is worth reading of an event's properties. */
function eventDetail(props: Record<string, unknown>, { locale, names }: TimelineContext): string[] {
  const parts: string[] = [];
  const say = (value: unknown) => {
    if (isText(value)) parts.push(value);
  };
  if (isText(props.taskId)) say(names.taskTitle(props.taskId));
  if (typeof props.amount === "number") parts.push(moneyWords(props.amount));
  if (Array.isArray(props.lines))
    parts.push(
      joinList(
        props.lines.map((line) => lineWords(line, names)),
        locale,
      ),
    );
  for (const name of ["text", "tag", "stage", "note", "card", "url", "title", "shop"] as const) {
    say(props[name]);
  }
  if (isText(props.channel)) say(channelName(props.channel, locale));
  say(outcomeWords(props.taskId, props.outcome, names, locale));
  if (isText(props.reason)) say(reasonName(props.reason, locale));
  const person = isText(props.by) ? props.by : props.advisorId;
  if (isText(person)) parts.push(names.advisorName(person));
  if (typeof props.seconds === "number") parts.push(lengthInSeconds(props.seconds, locale));
  return parts;
}

const lengthInSeconds = (seconds: number, locale: Locale): string =>
  seconds < SECONDS_A_MINUTE
    ? `${Math.round(seconds)} ${locale === "zh" ? "秒" : "s"}`
    : lengthWords(seconds * 1_000, locale);

function lineWords(line: unknown, { productName }: TimelineNames): string {
  if (typeof line !== "object" || line === null || !("sku" in line)) return "";
  const quantity = "quantity" in line && typeof line.quantity === "number" ? ` ×${line.quantity}` : "";
  return `${productName(String(line.sku))}${quantity}`;
}
