import type { Forecast } from "@sopflow/schemas";
import { FORECAST_TEXTS } from "../i18n/forecast-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";
import { useDayWords } from "./use-day-words.js";

/** The team's tasks of each day. */
export function ForecastDays({ days }: Pick<Forecast, "days">) {
  const t = useTexts(FORECAST_TEXTS);
  const words = useDayWords();
  const hasWithout = days.some((day) => day.without !== undefined);
  return (
    <div className="forecast-scroll">
      <table className="forecast-table">
        <thead>
          <tr>
            <th scope="col">{t("date")}</th>
            <th scope="col">{t("waiting")}</th>
            <th scope="col">{t("arriving")}</th>
            <th scope="col">{t("total")}</th>
            {hasWithout && <th scope="col">{t("withoutColumn")}</th>}
          </tr>
        </thead>
        <tbody>
          {days.map(({ date, waiting, arriving, without }) => (
            <tr key={date}>
              <th scope="row">{words(date)}</th>
              <td>{countWords(waiting)}</td>
              <td>{countWords(arriving)}</td>
              <td>{countWords(waiting + arriving)}</td>
              {hasWithout && <td>{countWords(without ?? 0)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
