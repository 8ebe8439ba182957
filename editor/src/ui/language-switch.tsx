import { useLocaleChoice, useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "./button.js";

/** Names the other language in that language. */
export function LanguageSwitch() {
  const t = useTexts(UI_TEXTS);
  const { locale, choose } = useLocaleChoice();
  return (
    <Button
      tone="quiet"
      className="language-switch"
      aria-label={t("languageLabel")}
      onClick={() => choose(locale === "zh" ? "en" : "zh")}
    >
      <span lang={locale === "zh" ? "en" : "zh-CN"}>{t("language")}</span>
    </Button>
  );
}
