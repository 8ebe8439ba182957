import type { Text } from "@sopflow/schemas";
import type { Locale } from "../i18n/locale.js";
import { OWN_OUTCOME_WORDS } from "../i18n/value-words.js";

/** Ports that mean the same at every node that has them. */
const PORT_WORDS: Readonly<Record<string, Text>> = {
  ...OWN_OUTCOME_WORDS,
  out: { zh: "下一步", en: "Next" },
  else: { zh: "其他", en: "Otherwise" },
  timeout: { zh: "超时", en: "Timed out" },
  met: { zh: "满足", en: "Met" },
  missing: { zh: "没有日期", en: "No date" },
  due: { zh: "到期", en: "Due" },
  ok: { zh: "成功", en: "Succeeded" },
  failed: { zh: "失败", en: "Failed" },
  inactive: { zh: "不活跃", en: "Inactive" },
  never: { zh: "从未活跃", en: "Never active" },
};

/** The label of a port that the product itself names; undefined for an author's own. */
export const commonPort = (port: string, locale: Locale): string | undefined =>
  Object.hasOwn(PORT_WORDS, port) ? PORT_WORDS[port]?.[locale] : undefined;

/** The label of a port that stands for an entry of a list: its author's label, or its id where there is none. */
export function listedPort(
  list: readonly { readonly id: string; readonly label?: string }[],
  port: string,
  locale: Locale,
): string | undefined {
  const own = list.find((entry) => entry.id === port);
  if (own === undefined) return commonPort(port, locale);
  return own.label === undefined || own.label === "" ? own.id : own.label;
}

/** What a case without a label is called, on the card as in its form; the first has place 0. */
export const nthCase = (place: number): Text => ({ zh: `情况 ${place + 1}`, en: `Case ${place + 1}` });
