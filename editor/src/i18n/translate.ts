import { EN } from "./en.js";
import type { Locale } from "./locale.js";
import { type Say, sayer, type TextParams } from "./texts.js";
import { type WordKey, ZH } from "./zh.js";

const WORDS = { zh: ZH, en: EN };
const SAY: Readonly<Record<Locale, Say<WordKey>>> = { zh: sayer(WORDS, "zh"), en: sayer(WORDS, "en") };

/** A text of the console in one language. A `{place}` without a value stays visible, so that a gap shows in review. */
export function translate(locale: Locale, key: WordKey, params?: TextParams): string {
  return SAY[locale](key, params);
}
