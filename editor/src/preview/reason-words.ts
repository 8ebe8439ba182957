import type { ExplainedLeaf, PreviewReason } from "@sopflow/engine/core";
import type { Json } from "@sopflow/schemas";
import { lookUpFact } from "@sopflow/schemas";
import { conditionWords } from "../i18n/condition-words.js";
import { plainPath } from "../i18n/fact-words.js";
import { joinSome, type Locale } from "../i18n/locale.js";
import type { Names } from "../i18n/names.js";
import type { PreviewText } from "../i18n/preview-texts.js";
import { isMoneyProp } from "../i18n/prop-words.js";
import type { Say } from "../i18n/texts.js";
import { eventWords, valueWords } from "../i18n/value-words.js";
import { dateText } from "../time/brand-time.js";

export interface ReasonSpeech {
  readonly t: Say<PreviewText>;
  readonly locale: Locale;
  readonly names: Names;
  readonly zone: string;
}

/** One comparison in words, with what it saw. */
export interface CheckWords {
  readonly words: string;
  readonly actual: string;
  readonly holds: boolean;
}

export interface ReasonWords {
  /** One phrase; "" where there is nothing to say. */
  readonly short: string;
  /** Every comparison that was asked, in order. */
  readonly checks: readonly CheckWords[];
}

/** Why a way was taken, in words. */
export function reasonWords(reason: PreviewReason | undefined, speech: ReasonSpeech): ReasonWords {
  if (!reason) return { short: "", checks: [] };
  const { t, locale } = speech;
  const leaves = reason.asked.flatMap((way) => way.checks);
  const isBucket = leaves.length > 0 && leaves.every(({ leaf }) => leaf.fact === "bucket");
  // What a task ended with is told by the result itself.
  const told = leaves.filter(
    ({ leaf }) => leaf.fact !== "bucket" && !(leaf.fact === "task" && reason.input === "result"),
  );
  const checks = told.map((one) => checkWords(one, speech));
  if (reason.eventType !== undefined) {
    return { short: t("why.event", { event: eventWords(reason.eventType, locale) }), checks };
  }
  if (isBucket) return { short: t("why.bucket"), checks: [] };
  if (reason.input === "result") return { short: "", checks };
  if (reason.input === "timer") return { short: t("why.timer"), checks };
  const taken = reason.asked.find((way) => way.held);
  if (!taken || checks.length === 0) return { short: "", checks };
  return { short: taken.checks.length === 0 ? t("why.else") : t("why.holds"), checks };
}

function checkWords({ leaf, negated, actual, speaksFor }: ExplainedLeaf, speech: ReasonSpeech): CheckWords {
  const { t, locale, names } = speech;
  const plain = conditionWords(leaf, locale, names);
  return {
    words: negated ? t("why.not", { words: plain }) : plain,
    actual: t("why.actual", { value: actualWords(leaf, actual, speech) }),
    holds: speaksFor,
  };
}

const FEN_PER_YUAN = 100;
/** Instants are far above any count or amount that a condition compares. */
const INSTANT_FROM = 1e11;

function actualWords(leaf: ExplainedLeaf["leaf"], actual: Json | undefined, speech: ReasonSpeech): string {
  const { t, locale, zone } = speech;
  const path = plainPath(leaf.path);
  const info = lookUpFact(leaf.fact, path);
  const isMoney = info?.unit === "fen" || (info !== undefined && isMoneyProp(info.path, path));
  const one = (value: Json): string => {
    if (typeof value === "boolean") return t(value ? "why.yes" : "why.no");
    if (typeof value === "number") {
      if (isMoney) return `¥${(value / FEN_PER_YUAN).toLocaleString("en-US")}`;
      return value > INSTANT_FROM ? dateText(zone, value) : String(value);
    }
    if (typeof value !== "string") return "";
    return valueWords(leaf.fact, info?.path ?? path, value, locale) ?? value;
  };
  if (actual === undefined || actual === null) return t("why.missing");
  if (!Array.isArray(actual)) return one(actual);
  return actual.length === 0 ? t("why.missing") : joinSome(actual.map(one), locale);
}
