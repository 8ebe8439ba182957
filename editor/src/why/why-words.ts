import { type ConditionLeaf, lookUpFact, type WhyItem, type WireConditionRow } from "@sopflow/schemas";
import { conditionWords } from "../i18n/condition-words.js";
import { plainPath } from "../i18n/fact-words.js";
import { joinSome, type Locale } from "../i18n/locale.js";
import type { Names } from "../i18n/names.js";
import { isMoneyProp } from "../i18n/prop-words.js";
import type { Say } from "../i18n/texts.js";
import { eventWords, OWN_OUTCOME_WORDS, valueWords } from "../i18n/value-words.js";
import type { WhyText } from "../i18n/why-texts.js";
import { goalWords } from "../pages/people/goal-name.js";
import { stepName } from "../pages/people/node-name.js";
import { dateText } from "../time/brand-time.js";

export interface WhySpeech {
  readonly t: Say<WhyText>;
  readonly locale: Locale;
  readonly names: Names;
  readonly zone: string;
  /** The values are those of this moment, not of a decision in the past. */
  readonly isNow?: boolean;
}

/** One line of a condition in words, with what it saw; "" where there is nothing to say of that. */
export interface RowWords {
  readonly words: string;
  readonly actual: string;
}

/** A line of a judged condition in words. */
export function rowWords({ group, leaf, seen, compared, isKept }: WireConditionRow, speech: WhySpeech): RowWords {
  const { t, locale, names } = speech;
  if (group !== undefined) return { words: t(`group.${group}`), actual: "" };
  if (!leaf) return { words: "", actual: "" };
  const asked = leaf as ConditionLeaf; // the wire's form of one, with `params` a little wider
  const words = conditionWords(asked, locale, names);
  if (isKept === false) return { words, actual: t("actual.dropped") };
  const key = speech.isNow ? "actual.now" : "actual";
  const parts = [t(key, { value: actualWords(asked, seen, speech) })];
  if (compared !== undefined) parts.push(t("compared", { value: actualWords(asked, compared, speech) }));
  return { words, actual: parts.join(locale === "zh" ? "，" : ", ") };
}

const FEN_PER_YUAN = 100;
/** Instants are far above any count or amount that a condition compares. */
const INSTANT_FROM = 1e11;

function actualWords(leaf: ConditionLeaf, actual: unknown, speech: WhySpeech): string {
  const { t, locale, zone, names } = speech;
  const path = plainPath(leaf.path);
  const info = lookUpFact(leaf.fact, path);
  const isMoney = info?.unit === "fen" || (info !== undefined && isMoneyProp(info.path, path));
  const one = (value: unknown): string => {
    if (typeof value === "boolean") return t(value ? "actual.yes" : "actual.no");
    if (typeof value === "number") {
      if (isMoney) return `¥${(value / FEN_PER_YUAN).toLocaleString("en-US")}`;
      return value > INSTANT_FROM ? dateText(zone, value) : String(Math.round(value * 1_000) / 1_000);
    }
    if (typeof value !== "string") return t("actual.missing");
    if (leaf.fact === "event" && path === "type") return eventWords(value, locale);
    if (path === "orders.last.skus") return names.product?.(value) ?? value;
    if (path === "advisorId" || path === "advisors") return names.advisor?.(value) ?? value;
    if (path === "flows.active") return names.flow?.(value) ?? value;
    return valueWords(leaf.fact, info?.path ?? path, value, locale) ?? value;
  };
  if (!Array.isArray(actual)) return one(actual);
  return actual.length === 0 ? t("actual.missing") : joinSome(actual.map(one), locale);
}

const PORTS: Readonly<Record<string, WhyText>> = {
  out: "port.out",
  else: "port.else",
  timeout: "port.timeout",
  due: "port.due",
  met: "port.met",
  missing: "port.missing",
  never: "port.never",
  inactive: "port.inactive",
};

/** Ways out of an activity check. */
const ACTIVE_PORT = /^d(\d+)$/;

/** A way out as the author calls it, or as every step of its kind does. */
export function portWords(port: string, label: string | undefined, { t, locale }: WhySpeech): string {
  if (label !== undefined) return label;
  const days = ACTIVE_PORT.exec(port)?.[1];
  if (days !== undefined) return t("port.active", { days });
  const known = PORTS[port];
  return known ? t(known) : (OWN_OUTCOME_WORDS[port]?.[locale] ?? port);
}

/** What was decided. */
export function decisionWords(item: WhyItem, speech: WhySpeech): string {
  const { t, locale } = speech;
  const title = stepName(item, locale);
  const { port } = item.detail ?? {};
  if (item.what === "entered") return t("line.entered", { title });
  if (item.what === "exited") return t("line.exited", { title });
  if (item.what === "goal") return t("line.goal", { goal: goalWords(item, locale) });
  const taken = item.why?.asked.at(-1);
  return t("line.left", { title, port: portWords(String(port ?? ""), taken?.label, speech) });
}

/** What brought the decision about. */
export function inputWords({ why }: WhyItem, { t, locale }: WhySpeech): string {
  if (!why) return "";
  if (why.eventType !== undefined) return t("by.event", { event: eventWords(why.eventType, locale) });
  return why.input === undefined || why.input === "event" ? "" : t(`by.${why.input}`);
}
