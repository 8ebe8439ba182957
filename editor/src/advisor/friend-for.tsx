import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { localDaysBetween } from "../time/brand-time.js";
import { lengthWords } from "../time/moment-words.js";

const DAY_MS = 86_400_000;

interface FriendForProps {
  readonly since: number;
  readonly now: number;
  readonly zone: string;
}

/** Since when the customer and the advisor know each other, by the brand's days. */
export function FriendFor({ since, now, zone }: FriendForProps) {
  const t = useTexts(ADVISOR_TEXTS);
  const locale = useLocale();
  const days = localDaysBetween(zone, since, now);
  return days <= 0 ? t("friendToday") : t("friendFor", { length: lengthWords(days * DAY_MS, locale) });
}
