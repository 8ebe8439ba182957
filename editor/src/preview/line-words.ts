import { type PreviewLine, UNFINISHED } from "@sopflow/engine/core";
import type { FlowNode, Json, JsonObject } from "@sopflow/schemas";
import { channelWords } from "../i18n/channel-words.js";
import { moneyWords } from "../i18n/money-words.js";
import { propWords } from "../i18n/prop-words.js";
import { eventWords, OWN_OUTCOME_WORDS, valueWords } from "../i18n/value-words.js";
import { portLabelOf, titleOf } from "../nodes/registry.js";
import { momentText } from "./moment-text.js";
import { type ReasonSpeech, type ReasonWords, reasonWords } from "./reason-words.js";
import { refusalText } from "./refusal-words.js";

export interface LineSpeech extends ReasonSpeech {
  readonly node: (id: string) => FlowNode | undefined;
  /** Start of the preview: dates of its year are written without it. */
  readonly startAt: number;
}

export interface LineWords {
  readonly words: string;
  readonly reason: ReasonWords;
  readonly tone: "event" | "step" | "wait" | "good" | "warn";
}

const NOTHING: ReasonWords = { short: "", checks: [] };

/** One line of a preview in words; undefined for what another line tells better. */
export function lineWords(line: PreviewLine, speech: LineSpeech): LineWords | undefined {
  const { t } = speech;
  const say = (words: string, tone: LineWords["tone"], reason = NOTHING): LineWords => ({ words, tone, reason });
  switch (line.kind) {
    case "event":
      return line.type.startsWith("task.") ? undefined : say(eventLine(line.type, line.props, speech), "event");
    case "entered":
      return say(t("line.entered"), "good", reasonWords(line.reason, speech));
    case "refused": {
      if (line.by === "where") return say(t("line.refused.where"), "warn", reasonWords(line.reason, speech));
      return say(t("line.refused", { reason: reasonText(line.by, speech) }), "warn");
    }
    case "left":
      return leftLine(line, speech);
    case "waiting":
      return say(t("line.waiting", { title: title(line.nodeId, speech), time: moment(line.until, speech) }), "wait");
    case "deferred":
      return say(
        t("line.deferred", {
          title: title(line.nodeId, speech),
          reason: reasonText(line.by, speech),
          time: moment(line.until, speech),
        }),
        "warn",
      );
    case "dropped":
      return say(
        t("line.dropped", { title: title(line.nodeId, speech), reason: reasonText(line.cause ?? line.by, speech) }),
        "warn",
      );
    case "answered":
      return say(
        t("line.answered", { title: title(line.nodeId, speech), outcome: port(line.nodeId, line.outcome, speech) }),
        "event",
      );
    case "withdrawn":
      return say(
        t("line.withdrawn", { title: title(line.nodeId, speech), reason: reasonText(line.by, speech) }),
        "warn",
      );
    case "tag":
      return say(t(line.added ? "line.tagAdded" : "line.tagRemoved", { tag: line.tag }), "step");
    case "profile": {
      const changes = profileWords(line.changed, speech);
      return changes === "" ? undefined : say(t("line.profile", { changes }), "step");
    }
    case "notify":
      return say(t("line.notify", { to: recipient(line.to, speech), text: line.text }), "step");
    case "goal":
      return say(t("line.goal", { goal: line.goal }), "good");
    case "ended":
      return endLine(line, speech);
    case "alert":
      return say(t("line.alert", { code: line.code }), "warn");
    case "arrived":
    case "task":
      return undefined;
  }
}

function leftLine(line: Extract<PreviewLine, { kind: "left" }>, speech: LineSpeech): LineWords {
  const { t } = speech;
  const names = { title: title(line.nodeId, speech), port: port(line.nodeId, line.port, speech) };
  const key = line.port === "out" ? "line.leftOnly" : line.to === null ? "line.leftEnd" : "line.left";
  return { words: t(key, names), tone: "step", reason: reasonWords(line.reason, speech) };
}

function endLine({ how, by, nodeId }: Extract<PreviewLine, { kind: "ended" }>, speech: LineSpeech): LineWords {
  const { t } = speech;
  if (how === "completed") return { words: t("line.completed"), tone: "good", reason: NOTHING };
  const names = { title: title(nodeId, speech), reason: reasonText(by, speech) };
  if (how === "failed") return { words: t("line.failed", names), tone: "warn", reason: NOTHING };
  const key = by === UNFINISHED ? "line.unfinished" : "line.exited";
  return { words: t(key, names), tone: by === UNFINISHED ? "warn" : "good", reason: NOTHING };
}

export const title = (nodeId: string, { node, locale }: LineSpeech): string => {
  const found = node(nodeId);
  return found ? titleOf(found, locale) : nodeId;
};

export function port(nodeId: string, name: string, { node, locale }: LineSpeech): string {
  const found = node(nodeId);
  const own = OWN_OUTCOME_WORDS[name]?.[locale];
  return found ? portLabelOf(found, name, locale) : (own ?? name);
}

export const moment = (at: number, { zone, startAt, locale }: LineSpeech): string =>
  momentText(zone, at, startAt, locale);

export const reasonText = (reason: string, { t }: LineSpeech): string => {
  const text = refusalText(reason);
  return text === undefined ? reason : t(text);
};

const recipient = (to: string, { t, names }: LineSpeech): string => {
  if (to === "owner" || to === "lead") return t(`to.${to}`);
  const id = to.replace(/^advisor:/, "");
  return names.advisor?.(id) ?? id;
};

/** An event with what is worth reading of it. */
function eventLine(type: string, props: JsonObject, { locale, names }: LineSpeech): string {
  const parts: string[] = [];
  if (typeof props.amount === "number") parts.push(moneyWords(props.amount));
  for (const line of Array.isArray(props.lines) ? props.lines : []) {
    const sku = typeof line === "object" && line !== null && !Array.isArray(line) ? line.sku : undefined;
    if (typeof sku === "string") parts.push(names.product?.(sku) ?? sku);
  }
  for (const name of ["text", "tag", "channel", "priceBand", "reason", "url", "title"]) {
    const value = props[name];
    if (typeof value === "string" && value !== "")
      parts.push(`${propWords(name, locale)} ${name === "channel" ? channelWords(value, locale) : value}`);
  }
  const words = eventWords(type, locale);
  if (parts.length === 0) return words;
  return locale === "zh" ? `${words}（${parts.join("，")}）` : `${words} (${parts.join(", ")})`;
}

const SHOWN: readonly string[] = ["stage", "tier", "priceSensitivity"];

/** What changed of a profile, as far as a lead thinks in it. */
function profileWords(changed: JsonObject, { locale, names }: LineSpeech): string {
  const words: string[] = [];
  const add = (label: string, value: Json | undefined, fact: string) => {
    if (value === undefined || value === null || typeof value === "object") return;
    const text = String(value);
    words.push(`${label} ${valueWords("customer", fact, text, locale) ?? text}`);
  };
  for (const name of SHOWN) if (name in changed) add(FIELD_WORDS[name]?.[locale] ?? name, changed[name], name);
  const { attributes } = changed;
  if (typeof attributes === "object" && attributes !== null && !Array.isArray(attributes)) {
    for (const [name, value] of Object.entries(attributes)) add(names.attribute?.(name) ?? name, value, name);
  }
  return words.join(locale === "zh" ? "，" : ", ");
}

const FIELD_WORDS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  stage: { zh: "阶段", en: "stage" },
  tier: { zh: "等级", en: "tier" },
  priceSensitivity: { zh: "价格敏感度", en: "price sensitivity" },
};
