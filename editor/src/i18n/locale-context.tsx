import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { Locale } from "./locale.js";
import { keepLocale, type Say, sayer, startLocale, type Texts } from "./texts.js";

interface LocaleChoice {
  readonly locale: Locale;
  readonly choose: (locale: Locale) => void;
}

const LocaleContext = createContext<LocaleChoice>({ locale: "zh", choose: () => undefined });

let current: Locale = "zh";
/** The language of the page now, for what is outside of React: the `Accept-Language` of requests. */
export const currentLocale = (): Locale => current;

/** Holds the reader's language, remembers it, and tells the document. */
export function LocaleProvider({ children, initial }: { children: ReactNode; initial?: Locale }) {
  const [locale, setLocale] = useState<Locale>(() => {
    current = initial ?? startLocale(localStorage, navigator.languages);
    return current;
  });
  useEffect(() => {
    document.documentElement.lang = locale === "zh" ? "zh-CN" : "en";
  }, [locale]);
  const choice = useMemo<LocaleChoice>(
    () => ({
      locale,
      choose: (next) => {
        current = next;
        keepLocale(localStorage, next);
        setLocale(next);
      },
    }),
    [locale],
  );
  return <LocaleContext value={choice}>{children}</LocaleContext>;
}

export const useLocaleChoice = (): LocaleChoice => useContext(LocaleContext);
export const useLocale = (): Locale => useContext(LocaleContext).locale;

/** The texts of one part in the reader's language. */
export function useTexts<K extends string>(texts: Texts<K>): Say<K> {
  const locale = useLocale();
  return useMemo(() => sayer(texts, locale), [texts, locale]);
}
