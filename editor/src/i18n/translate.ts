import { EN } from "./en.js";
import type { Locale } from "./locale.js";
import { type WordKey, ZH } from "./zh.js";

const WORDS: Readonly<Record<Locale, Readonly<Record<WordKey, string>>>> = { zh: ZH, en: EN };

/** A text of the console in one language. A `{place}` without a value stays visible, so that a gap shows in review. */
export function translate(
  locale: Locale,
  key: WordKey,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return WORDS[locale][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
