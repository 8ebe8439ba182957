import type { Text } from "@sopflow/schemas";

/** Languages of the product, Chinese first. */
export const LOCALES = ["zh", "en"] as const;
export type Locale = (typeof LOCALES)[number];

/** One language of a text. */
export const inLocale = (text: Text, locale: Locale): string => text[locale];

/** Several things in one phrase: 、 in Chinese, commas in English. */
export const joinList = (parts: readonly string[], locale: Locale): string => parts.join(locale === "zh" ? "、" : ", ");

/** At most `max` of them, and how many more there are. */
export function joinSome(parts: readonly string[], locale: Locale, max = 3): string {
  if (parts.length <= max) return joinList(parts, locale);
  const rest = locale === "zh" ? `等 ${parts.length} 项` : ` and ${parts.length - max} more`;
  return `${joinList(parts.slice(0, max), locale)}${rest}`;
}
