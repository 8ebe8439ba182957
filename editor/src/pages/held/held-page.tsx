import "../../ui/page.css";
import "./held.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { loadFlows } from "../../api/flow-calls.js";
import { type HeldStep, loadHeld } from "../../api/held-calls.js";
import { HELD_TEXTS } from "../../i18n/held-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { countWords } from "../../i18n/money-words.js";
import { traceReasonWords } from "../../i18n/trace-reason-words.js";
import { useSession } from "../../session/session-context.js";
import { useNow } from "../../time/use-now.js";
import { FilterSelect } from "../../ui/filter-select.js";
import { Empty } from "../../ui/notice.js";
import { ListPanel } from "../list/list-panel.js";
import { useBrandNames } from "../use-brand-names.js";
import { HeldDialog } from "./held-dialog.js";
import { PERIODS, readHeldSearch } from "./held-search.js";
import { StepSums, Sums } from "./held-sums.js";

const route = getRouteApi("/held");
const DAY_MS = 86_400_000;

/** What did not go out as planned, and why: summed by reason, flow, day, advisor and step, each step with its list. */
export function HeldPage() {
  const t = useTexts(HELD_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const navigate = useNavigate();
  const search = route.useSearch();
  const { brand } = useSession();
  const { advisors } = useBrandNames();
  const [asked, setAsked] = useState<HeldStep>();
  const { flowId, advisorId, period = "7" } = search;
  const from = firstDay(period, brand.timezone, useNow());
  const filter = { flowId, advisorId, from };
  const flows = useQuery({ queryKey: ["flows"], queryFn: () => loadFlows(api) });
  const held = useQuery({ queryKey: ["held", filter], queryFn: () => loadHeld(api, filter) });
  useEffect(() => {
    document.title = t("title");
  }, [t]);
  const change = (part: Record<string, unknown>) =>
    void navigate({ to: "/held", search: readHeldSearch({ ...search, ...part }), replace: true });
  const sums = held.data;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("title")}</h1>
        {sums && <span className="page-count">{t("total", { count: countWords(sums.total) })}</span>}
      </div>
      <p className="held-intro">{t("intro")}</p>
      <div className="filters">
        <FilterSelect
          label={t("period")}
          value={period}
          choices={PERIODS.map((value) => ({ value, label: t(`period.${value}`) }))}
          onChange={(value) => change({ period: value })}
        />
        <FilterSelect
          label={t("flow")}
          all={t("allFlows")}
          value={flowId ?? ""}
          choices={(flows.data?.items ?? []).map(({ flowId: value, name }) => ({ value, label: name }))}
          onChange={(value) => change({ flowId: value })}
        />
        <FilterSelect
          label={t("advisor")}
          all={t("allAdvisors")}
          value={advisorId ?? ""}
          choices={advisors.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value) => change({ advisorId: value })}
        />
      </div>
      {sums && sums.total > 0 && (
        <div className="held-sums">
          <Sums
            title={t("byReason")}
            rows={sums.byReason.map(({ key, what, count }) => ({
              key: `${what}/${key}`,
              label: `${t(`what.${what}`)} · ${traceReasonWords(key, locale)}`,
              count,
            }))}
          />
          <Sums title={t("byFlow")} rows={sums.byFlow.map(({ key, name, count }) => ({ key, label: name, count }))} />
          <Sums title={t("byDay")} rows={sums.byDay.map(({ key, count }) => ({ key, label: key, count }))} />
          <Sums
            title={t("byAdvisor")}
            rows={sums.byAdvisor.map(({ key, name, count }) => ({
              key,
              label: name ?? (key || t("noAdvisor")),
              count,
            }))}
          />
        </div>
      )}
      <ListPanel
        list={{ ...held, items: sums?.bySteps, retry: () => void held.refetch() }}
        empty={<Empty title={t("none")}>{t("noneText")}</Empty>}
      >
        {(steps) => <StepSums steps={steps} onOpen={(step) => setAsked({ ...filter, ...step })} />}
      </ListPanel>
      {asked && <HeldDialog step={asked} onClose={() => setAsked(undefined)} />}
    </div>
  );
}

/** The first local date of a period that ends today; undefined = from the beginning. */
function firstDay(period: (typeof PERIODS)[number], zone: string, now: number): string | undefined {
  if (period === "all") return undefined;
  const at = now - (Number(period) - 1) * DAY_MS;
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(at);
}
