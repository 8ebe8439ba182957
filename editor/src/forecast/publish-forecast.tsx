import type { InsideChoice } from "@sopflow/schemas";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useApi } from "../api/api-context.js";
import { loadDraftForecast } from "../api/forecast-calls.js";
import { FORECAST_TEXTS } from "../i18n/forecast-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { Skeleton } from "../ui/notice.js";
import { ForecastPanel } from "./forecast-panel.js";

export interface PublishForecastProps {
  readonly flowId: string;
  readonly choices: readonly InsideChoice[];
  /** Resolves when the draft is saved: the server looks at what it has. */
  readonly save: () => Promise<unknown>;
}

/** What publishing would mean for the team's next two weeks. It may take a moment, and nobody has to wait for it. */
export function PublishForecast({ flowId, choices, save }: PublishForecastProps) {
  const t = useTexts(FORECAST_TEXTS);
  const api = useApi();
  const { data, error, isError, isPending, refetch } = useQuery({
    queryKey: ["flow", flowId, "forecast", choices],
    queryFn: async () => {
      await save();
      return loadDraftForecast(api, flowId, choices);
    },
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const title = t("title", { days: data?.days.length ?? 14 });
  return (
    <section className="forecast" aria-label={title}>
      <h3>{title}</h3>
      {isPending && <Skeleton lines={3} label={t("loading")} />}
      {isError && <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data && <ForecastPanel forecast={data} />}
    </section>
  );
}
