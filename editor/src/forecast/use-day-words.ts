import { useLocale } from "../i18n/locale-context.js";
import { weekdayWords } from "../i18n/time-words.js";

/** A date of the forecast, with its weekday: "06-18 周四". */
export function useDayWords(): (date: string) => string {
  const locale = useLocale();
  return (date) => {
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    return `${date.slice(5)} ${weekdayWords(weekday === 0 ? 7 : weekday, locale)}`;
  };
}
