import "./forecast.css";
import type { Forecast } from "@sopflow/schemas";
import { FORECAST_TEXTS } from "../i18n/forecast-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";
import { Notice } from "../ui/notice.js";
import { ForecastAdvisors } from "./forecast-advisors.js";
import { ForecastDays } from "./forecast-days.js";
import { useDayWords } from "./use-day-words.js";

/** Tasks to come: how many, for whom too many, what that rests on, and how far off it was before. */
export function ForecastPanel({ forecast }: { readonly forecast: Forecast }) {
  const t = useTexts(FORECAST_TEXTS);
  const { days, nobody } = forecast;
  const waiting = sum(days.map((day) => day.waiting));
  const arriving = sum(days.map((day) => day.arriving));
  const without = days.some((day) => day.without !== undefined) ? sum(days.map((day) => day.without ?? 0)) : undefined;
  const words = { count: countWords(waiting + arriving), waiting: countWords(waiting), arriving: countWords(arriving) };
  return (
    <>
      <p>
        {t("sum", words)} {without !== undefined && t("without", { count: countWords(without) })}
      </p>
      <Overload forecast={forecast} />
      {nobody >= 1 && <Notice tone="warn">{t("nobody", { count: countWords(nobody) })}</Notice>}
      {forecast.isNew && <Notice tone="info">{t("isNew")}</Notice>}
      <details>
        <summary>{t("byAdvisor")}</summary>
        <ForecastAdvisors forecast={forecast} />
      </details>
      <details>
        <summary>{t("byDay")}</summary>
        <ForecastDays days={days} />
      </details>
      <Notes forecast={forecast} />
    </>
  );
}

const sum = (numbers: readonly number[]) => Math.round(numbers.reduce((a, b) => a + b, 0));

/** Names told one by one; of more the table tells. */
const MAX_NAMES = 5;

function Overload({ forecast }: { readonly forecast: Forecast }) {
  const t = useTexts(FORECAST_TEXTS);
  const words = useDayWords();
  const over = forecast.advisors.filter((advisor) => advisor.over.length > 0);
  if (over.length === 0) return <p className="forecast-notes">{t("fits")}</p>;
  return (
    <Notice tone="warn" title={t("over", { count: over.length })}>
      <ul>
        {over.slice(0, MAX_NAMES).map(({ advisorId, name, over: days, overWithout, contacts, capacityPerDay }) => {
          const list = days.slice(0, 3).map((place) =>
            t("overDay", {
              day: words(forecast.days[place]?.date ?? ""),
              count: countWords(contacts[place] ?? 0),
              capacity: capacityPerDay,
            }),
          );
          const isMore = overWithout !== undefined && days.length > overWithout;
          return (
            <li key={advisorId}>
              {t("overOf", { name, days: list.join(" · ") + (days.length > list.length ? " …" : "") })}
              {isMore && ` ${t("overMore", { name, before: overWithout, after: days.length })}`}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}

function Notes({ forecast: { people, sampled, margin, history, check } }: { readonly forecast: Forecast }) {
  const t = useTexts(FORECAST_TEXTS);
  const rate = t(history.days > 0 ? "rate" : "noRate", { days: history.days, entries: countWords(history.entries) });
  const error = check && {
    days: check.days,
    forecast: countWords(check.forecast),
    happened: countWords(check.happened),
    error: check.dayError,
    percent: Math.round(100 * (check.errorShare ?? 0)),
  };
  return (
    <div className="forecast-notes">
      <p>{error ? t(check?.errorShare === undefined ? "checkPlain" : "check", error) : t("noCheck")}</p>
      <p>
        {rate} {t("basis")}{" "}
        {sampled < people &&
          t("sampled", { sampled: countWords(sampled), people: countWords(people), margin: countWords(margin) })}
      </p>
    </div>
  );
}
