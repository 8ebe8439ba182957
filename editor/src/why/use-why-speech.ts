import { useLocale, useTexts } from "../i18n/locale-context.js";
import { WHY_TEXTS } from "../i18n/why-texts.js";
import { useBrandNames } from "../pages/use-brand-names.js";
import { useSession } from "../session/session-context.js";
import type { WhySpeech } from "./why-words.js";

/** What explanations need to be put into words. */
export function useWhySpeech(): WhySpeech {
  const t = useTexts(WHY_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const { advisorName, flowName, productName } = useBrandNames();
  return { t, locale, zone: brand.timezone, names: { advisor: advisorName, flow: flowName, product: productName } };
}
