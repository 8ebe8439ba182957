import type { TimelineItem } from "@sopflow/schemas";
import { useInfiniteQuery } from "@tanstack/react-query";
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
import { Button } from "../../ui/button.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { Skeleton } from "../../ui/notice.js";
import { type TimelineNames, timelineWords } from "./timeline-words.js";

interface TimelinePanelProps {
  readonly customerId: string;
  readonly names: TimelineNames;
}

/** What happened, newest first: events, and under each what flows did about it. */
export function TimelinePanel({ customerId, names }: TimelinePanelProps) {
  const t = useTexts(CUSTOMERS_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const { brand } = useSession();
  const now = useNow();
  const list = useInfiniteQuery({
    queryKey: ["timeline", customerId],
    queryFn: ({ pageParam }) => loadTimeline(api, customerId, pageParam),
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: (page) => page.next,
  });
  // A step that was left is said by the one that was come to; that imported history starts nothing goes without saying.
  const items = list.data?.pages
    .flatMap((page) => page.items)
    .filter((item) => item.kind === "event" || isWorthSaying(item));
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("timeline.title")}</h2>
      </div>
      {list.isPending && <Skeleton lines={6} label={ui("loading")} />}
      {list.isError && <FailureNotice error={list.error} onRetry={() => void list.refetch()} />}
      {items && (
        <div className="panel-body">
          {items.length === 0 && <p className="zero">{t("timeline.none")}</p>}
          <ol className="timeline">
            {items.map((item, at) => {
              const before = items[at - 1];
              const isNewDay = !before || dateText(brand.timezone, before.at) !== dateText(brand.timezone, item.at);
              const { what, detail } = timelineWords(item, { t, locale, names });
              return (
                <Fragment key={keyOf(item)}>
                  {isNewDay && <li className="timeline-day">{dayWords(brand.timezone, item.at, now, locale)}</li>}
                  <li className={item.kind === "event" ? "timeline-event" : "timeline-trace"}>
                    <time dateTime={new Date(item.at).toISOString()}>{clockText(brand.timezone, item.at)}</time>
                    <span>
                      <span className="timeline-what">{what}</span>{" "}
                      {detail !== "" && <span className="timeline-detail">{detail}</span>}
                    </span>
                  </li>
                </Fragment>
              );
            })}
          </ol>
        </div>
      )}
      {list.hasNextPage && (
        <div className="list-more">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {ui("more")}
          </Button>
        </div>
      )}
    </section>
  );
}

const keyOf = (item: TimelineItem): string => (item.kind === "event" ? `${item.seq}` : `${item.seq}.${item.ordinal}`);

const isWorthSaying = ({ what, detail }: Extract<TimelineItem, { kind: "trace" }>): boolean =>
  what !== "left" && what !== "planned" && !(what === "late" && detail?.reason === "history");
