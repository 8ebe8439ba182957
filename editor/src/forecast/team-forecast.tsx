import { useQuery } from "@tanstack/react-query";
import { useApi } from "../api/api-context.js";
import { loadTeamForecast } from "../api/forecast-calls.js";
import { FORECAST_TEXTS } from "../i18n/forecast-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { Skeleton } from "../ui/notice.js";
import { ForecastPanel } from "./forecast-panel.js";

/** It plays many people through two weeks: not again at every look. */
const FRESH_MS = 300_000;

/** What the team can expect of the next two weeks. */
export function TeamForecast() {
  const t = useTexts(FORECAST_TEXTS);
  const api = useApi();
  const { data, error, isError, isPending, refetch } = useQuery({
    queryKey: ["forecast"],
    queryFn: () => loadTeamForecast(api),
    staleTime: FRESH_MS,
    refetchOnWindowFocus: false,
  });
  const title = t("title", { days: data?.days.length ?? 14 });
  return (
    <section className="forecast" aria-label={title}>
      <h2>{title}</h2>
      {isPending && <Skeleton lines={4} label={t("loading")} />}
      {isError && <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data && <ForecastPanel forecast={data} />}
    </section>
  );
}
