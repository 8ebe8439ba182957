import { type ReactNode, useEffect, useState } from "react";
import { isAdvisorEnglishLoaded, loadAdvisorEnglish } from "../i18n/advisor-texts.js";
import { useLocale } from "../i18n/locale-context.js";

/** Shows the list once the reader's language is there; without a connection in Chinese, better than not at all. */
export function InAdvisorLanguage({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const isMissing = locale === "en" && !isAdvisorEnglishLoaded();
  const [isTried, setTried] = useState(false);
  useEffect(() => {
    if (isMissing)
      void loadAdvisorEnglish()
        .catch(() => undefined)
        .then(() => setTried(true));
  }, [isMissing]);
  if (isMissing && !isTried) return null;
  return children;
}
