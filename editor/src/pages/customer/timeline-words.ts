import type { TimelineItem } from "@sopflow/schemas";
import type { CustomersText } from "../../i18n/customers-texts.js";
import { joinList, type Locale } from "../../i18n/locale.js";
import { moneyWords } from "../../i18n/money-words.js";
import type { Say } from "../../i18n/texts.js";
import { eventWords } from "../../i18n/value-words.js";

export interface TimelineNames {
  readonly flowName: (id: string) => string;
  readonly advisorName: (id: string) => string;
  readonly productName: (sku: string) => string;
}

interface TimelineContext {
  readonly t: Say<CustomersText>;
  readonly locale: Locale;
  readonly names: TimelineNames;
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
  deferred: "trace.deferred",
  dropped: "trace.dropped",
  issued: "trace.issued",
  withdrawn: "trace.withdrawn",
  result: "trace.result",
  stale: "trace.stale",
  late: "trace.late",
  raised: "trace.raised",
  loop: "trace.loop",
  skipped: "trace.skipped",
} as const satisfies Record<string, CustomersText>;

/** One line of a customer's story in words: what, and what more there is to know of it. */
export function timelineWords(item: TimelineItem, context: TimelineContext): { what: string; detail: string } {
  const { t, locale, names } = context;
  if (item.kind === "event") {
    const parts = eventDetail(item.props, context);
    if (item.history) parts.push(t("timeline.history"));
    return { what: eventWords(item.type, locale), detail: parts.join(" · ") };
  }
  const what = Object.hasOwn(TRACE_TEXTS, item.what)
    ? t(TRACE_TEXTS[item.what as keyof typeof TRACE_TEXTS]) // checked by hasOwn
    : item.what;
  const { reason, goal, type, outcome } = item.detail ?? {};
  const more = [goal, outcome].filter((part) => typeof part === "string");
  if (typeof type === "string") more.push(eventWords(type, locale));
  if (typeof reason === "string") more.push(t("trace.reason", { reason }));
  return {
    what: `${what} ${item.what === "arrived" ? item.nodeId : ""}`.trim(),
    detail: [names.flowName(item.flowId), ...more].join(" · "),
  };
}

/** What is worth reading of an event's properties. */
function eventDetail(props: Record<string, unknown>, { locale, names }: TimelineContext): string[] {
  const parts: string[] = [];
  const say = (value: unknown) => {
    if (typeof value === "string" && value !== "") parts.push(value);
  };
  if (typeof props.amount === "number") parts.push(moneyWords(props.amount));
  if (Array.isArray(props.lines))
    parts.push(
      joinList(
        props.lines.map((line) => lineWords(line, names)),
        locale,
      ),
    );
  for (const name of ["text", "tag", "channel", "outcome", "reason", "card", "url", "title", "shop"] as const) {
    say(props[name]);
  }
  if (typeof props.advisorId === "string") parts.push(names.advisorName(props.advisorId));
  if (typeof props.seconds === "number") parts.push(`${props.seconds} s`);
  return parts;
}

function lineWords(line: unknown, { productName }: TimelineNames): string {
  if (typeof line !== "object" || line === null || !("sku" in line)) return "";
  const quantity = "quantity" in line && typeof line.quantity === "number" ? ` ×${line.quantity}` : "";
  return `${productName(String(line.sku))}${quantity}`;
}
