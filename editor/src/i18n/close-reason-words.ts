import { eventLabel } from "@sopflow/schemas";
import { inLocale, type Locale } from "./locale.js";

type Words = Readonly<Record<Locale, string>>;

/** Why the engine itself took a task back or ended a stay. */
const REASONS: Readonly<Record<string, Words>> = {
  nobody_left: { zh: "已没有要联系的客户", en: "nobody is left to contact" },
  max_stay: { zh: "超过最长停留时间", en: "stayed too long" },
  new_version: { zh: "换了新版本", en: "a new version" },
  failed: { zh: "运行出错", en: "an error" },
  archived: { zh: "流程已归档", en: "the flow was archived" },
  purchased: { zh: "已购买", en: "has bought" },
  friend_removed: { zh: "不再是好友", en: "no longer a friend" },
};

/** Why a task was taken back or a flow was left: an event, a reason of the engine, or what the author wrote. */
export function closeReasonWords(reason: string, locale: Locale): string {
  const known = Object.hasOwn(REASONS, reason) ? REASONS[reason] : eventLabel(reason);
  return known === undefined ? reason : inLocale(known, locale);
}
