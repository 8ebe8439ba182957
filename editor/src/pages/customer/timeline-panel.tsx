import { Fragment, useState } from "react";
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
import { Skeleton } from "../../ui/notice.js";
import { Segments } from "../../ui/segments.js";
import { MoreButton } from "../list/list-panel.js";
import { usePagedList } from "../list/use-paged-list.js";
import { TIMELINE_FILTERS, type TimelineFilter, timelineEntries } from "./timeline-entries.js";
import { TimelineEntryRow } from "./timeline-entry-row.js";
import type { TimelineNames } from "./timeline-words.js";

interface TimelinePanelProps {
  readonly customerId: string;
  readonly names: TimelineNames;
}

/** What happened, the latest first: what came in, and under it what flows did about it. */
export function TimelinePanel({ customerId, names }: TimelinePanelProps) {
  const t = useTexts(CUSTOMERS_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const { brand } = useSession();
  const now = useNow();
  const [filter, setFilter] = useState<TimelineFilter>("all");
  const list = usePagedList(["timeline", customerId], (before) => loadTimeline(api, customerId, before));
  const entries = list.items && timelineEntries(list.items, filter);
  return (
    <section className="panel" id="timeline">
      <div className="panel-head">
        <h2>{t("timeline.title")}</h2>
        <Segments
          label={t("timeline.filter")}
          value={filter}
          choices={TIMELINE_FILTERS.map((value) => ({ value, label: t(`timeline.${value}`) }))}
          onChange={setFilter}
        />
      </div>
      {list.isPending && <Skeleton lines={6} label={ui("loading")} />}
      {list.error !== null && <FailureNotice error={list.error} onRetry={list.retry} />}
      {entries && (
        <div className="panel-body">
          {entries.length === 0 && <p className="zero">{t(filter === "all" ? "timeline.none" : "timeline.nothing")}</p>}
          <ol className="timeline">
            {entries.map((entry, at) => {
              const before = entries[at - 1];
              const isNewDay = !before || dateText(brand.timezone, before.at) !== dateText(brand.timezone, entry.at);
              return (
                <Fragment key={entry.seq}>
                  {isNewDay && <li className="timeline-day">{dayWords(brand.timezone, entry.at, now, locale)}</li>}
                  <li className="timeline-entry">
                    <time dateTime={new Date(entry.at).toISOString()}>{clockText(brand.timezone, entry.at)}</time>
                    <TimelineEntryRow customerId={customerId} entry={entry} context={{ t, locale, names }} />
                  </li>
                </Fragment>
              );
            })}
          </ol>
        </div>
      )}
      {list.hasMore && <MoreButton busy={list.isLoadingMore} onClick={list.loadMore} />}
    </section>
  );
}
