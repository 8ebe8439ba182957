import type { AdvisorForecast, Forecast } from "@sopflow/schemas";
import { FORECAST_TEXTS } from "../i18n/forecast-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";
import { useDayWords } from "./use-day-words.js";

/** What each advisor can expect: those with the most days above their capacity first. */
export function ForecastAdvisors({ forecast }: { readonly forecast: Forecast }) {
  const t = useTexts(FORECAST_TEXTS);
  const words = useDayWords();
  const rows = [...forecast.advisors].sort((a, b) => b.over.length - a.over.length || total(b) - total(a));
  return (
    <div className="forecast-scroll">
      <table className="forecast-table">
        <thead>
          <tr>
            <th scope="col">{t("advisor")}</th>
            <th scope="col">{t("tasks")}</th>
            <th scope="col">{t("busiest")}</th>
            <th scope="col">{t("overDays")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((advisor) => {
            const { advisorId, name, contacts, capacityPerDay, over } = advisor;
            const most = Math.max(...contacts);
            const day = words(forecast.days[contacts.indexOf(most)]?.date ?? "");
            return (
              <tr key={advisorId}>
                <th scope="row">{name}</th>
                <td>{countWords(total(advisor))}</td>
                <td>{most > 0 ? t("busiestOf", { day, count: countWords(most), capacity: capacityPerDay }) : "–"}</td>
                <td className={over.length > 0 ? "forecast-over" : undefined}>{over.length}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const total = ({ tasks }: AdvisorForecast) => tasks.reduce((a, b) => a + b, 0);
