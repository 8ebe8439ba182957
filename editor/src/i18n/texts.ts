import { LOCALES, type Locale } from "./locale.js";

/** The texts of one part of the pages in both languages: Chinese is the source, English is typed by it. */
export interface Texts<K extends string> {
  readonly zh: Readonly<Record<K, string>>;
  readonly en: Readonly<Record<K, string>>;
}

export type TextParams = Readonly<Record<string, string | number>>;

/** Says a text of one part in the reader's language. */
export type Say<K extends string> = (key: K, params?: TextParams) => string;

const PLACE = /\{(\w+)(?::([^:{}]*):([^{}]*))?\}/g;

/**
 * The texts of one part in one language. `{count}` is filled in; `{count:flow:flows}` becomes the word for one or for
 * many. A place without a value stays visible, so that a gap shows in review.
 */
export function sayer<K extends string>(texts: Texts<K>, locale: Locale): Say<K> {
  const words = texts[locale];
  return (key, params = {}) =>
    words[key].replace(PLACE, (whole, name: string, one?: string, many?: string) => {
      const value = params[name];
      if (value === undefined) return whole;
      if (one === undefined || many === undefined) return String(value);
      return Number(value) === 1 ? one : many;
    });
}

const STORED_AS = "sopflow.locale";

/** The language chosen before, else what the browser prefers; Chinese unless it prefers something else. */
export function startLocale(storage: Pick<Storage, "getItem">, languages: readonly string[]): Locale {
  const stored = readStored(storage);
  if (stored) return stored;
  const [first = "zh"] = languages;
  return first.toLowerCase().startsWith("zh") ? "zh" : "en";
}

function readStored(storage: Pick<Storage, "getItem">): Locale | undefined {
  try {
    const stored = storage.getItem(STORED_AS);
    return LOCALES.find((locale) => locale === stored);
  } catch {
    return undefined; // storage may be forbidden
  }
}

export function keepLocale(storage: Pick<Storage, "setItem">, locale: Locale): void {
  try {
    storage.setItem(STORED_AS, locale);
  } catch {
    // The choice then lasts as long as the page.
  }
}
