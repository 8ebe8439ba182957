import type { CustomerView } from "@sopflow/schemas";
import { Fragment } from "react";
import { useApi } from "../../api/api-context.js";
import { loadTimeline } from "../../api/customer-calls.js";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { useSession } from "../../session/session-context.js";
import { clockText, dateText } from "../../time/brand-time.js";
import { dayWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { type FilterChoice, FilterSelect } from "../../ui/filter-select.js";
import { Skeleton } from "../../ui/notice.js";
import { MoreButton } from "../list/list-panel.js";
import { usePagedList } from "../list/use-paged-list.js";
import { timelineEntries } from "./timeline-entries.js";
import { TimelineEntryRow } from "./timeline-entry-row.js";
import { readTimelineSearch, TIMELINE_CHOICES, type TimelineSearch } from "./timeline-search.js";
import type { TimelineNames } from "./timeline-words.js";

interface TimelinePanelProps {
  readonly customer: Pick<CustomerView, "id" | "createdAt" | "flows" | "enrollments">;
  readonly names: TimelineNames & { readonly flowName: (id: string) => string };
  readonly search: TimelineSearch;
  readonly onSearch: (search: TimelineSearch) => void;
}

const DAY_MS = 86_400_000;

/** What happened, the latest first: what came in, and under it what flows did about it. */
export function TimelinePanel({ customer, names, search, onSearch }: TimelinePanelProps) {
  const t = useTexts(CUSTOMERS_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const { brand } = useSession();
  const now = useNow();
  const { kind, flow } = search;
  const list = usePagedList(
    ["timeline", customer.id, search],
    (before) => loadTimeline(api, customer.id, before, { kind, flowId: flow }),
    { keepsShowing: true },
  );
  const { keptDays } = list;
  const entries = list.items && timelineEntries(list.items, kind);
  const isFiltered = kind !== undefined || flow !== undefined;
  const isOlder = keptDays !== undefined && customer.createdAt < now - keptDays * DAY_MS;
  return (
    <section className="panel" id="timeline">
      <div className="panel-head">
        <h2>{t("timeline.title")}</h2>
        <div className="timeline-filters">
          <FilterSelect
            label={t("timeline.filter")}
            all={t("timeline.all")}
            value={kind ?? ""}
            choices={TIMELINE_CHOICES.map((value) => ({ value, label: t(`timeline.${value}`) }))}
            onChange={(value) => onSearch(readTimelineSearch({ ...search, kind: value }))}
          />
          <FilterSelect
            label={t("timeline.flow")}
            all={t("timeline.allFlows")}
            value={flow ?? ""}
            choices={flowChoices(customer, flow, names.flowName)}
            onChange={(value) => onSearch(readTimelineSearch({ ...search, flow: value }))}
          />
        </div>
      </div>
      {list.isPending && <Skeleton lines={6} label={ui("loading")} />}
      {list.error !== null && <FailureNotice error={list.error} onRetry={list.retry} />}
      {entries && (
        <div className="panel-body" aria-busy={list.isOutdated}>
          {entries.length === 0 && (
            <p className="zero" role="status">
              {t(list.hasMore ? "timeline.nothingYet" : isFiltered ? "timeline.nothing" : "timeline.none")}
            </p>
          )}
          <ol className="timeline">
            {entries.map((entry, at) => {
              const before = entries[at - 1];
              const isNewDay = !before || dateText(brand.timezone, before.at) !== dateText(brand.timezone, entry.at);
              return (
                <Fragment key={entry.seq}>
                  {isNewDay && <li className="timeline-day">{dayWords(brand.timezone, entry.at, now, locale)}</li>}
                  <li className="timeline-entry">
                    <time dateTime={new Date(entry.at).toISOString()}>{clockText(brand.timezone, entry.at)}</time>
                    <TimelineEntryRow customerId={customer.id} entry={entry} context={{ t, locale, names }} />
                  </li>
                </Fragment>
              );
            })}
          </ol>
          {!list.hasMore && isOlder && <p className="timeline-detail">{t("timeline.kept", { days: keptDays })}</p>}
        </div>
      )}
      {list.hasMore && <MoreButton busy={list.isLoadingMore} onClick={list.loadMore} />}
    </section>
  );
}

/** The flows the customer has been in, with the one that is chosen. */
function flowChoices(
  { flows, enrollments }: TimelinePanelProps["customer"],
  chosen: string | undefined,
  flowName: (id: string) => string,
): FilterChoice[] {
  const ids = new Set([...Object.keys(flows), ...(chosen === undefined ? [] : [chosen])]);
  return [...ids].map((value) => {
    const known = enrollments.find(({ flowId }) => flowId === value)?.flowName;
    return { value, label: known ?? flowName(value) };
  });
}
