import type { Task, WireTask } from "@sopflow/schemas";
import { Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useApi } from "../api/api-context.js";
import { ApiFailure } from "../api/api-failure.js";
import { loadTaxonomy } from "../api/brand-calls.js";
import { useFetched } from "../api/use-fetched.js";
import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "../ui/button.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { Empty, Notice, Skeleton } from "../ui/notice.js";
import { RefreshIcon } from "./icons.js";
import { lazyPart } from "./lazy-part.js";
import { ListHead } from "./list-head.js";
import { SectionList } from "./section-list.js";
import {
  countFilters,
  countTasks,
  filterPromises,
  filterTasks,
  flowsOf,
  SECTIONS,
  sortIntoSections,
  type TaskFilter,
} from "./sections.js";
import type { useTaskList } from "./use-task-list.js";

const FilterSheet = lazyPart(async () => (await import("./filter-sheet.js")).FilterSheet);

/** No connection, or a busy server. That the session ended is said by a notice of its own. */
const isPassing = (error: unknown): boolean => error instanceof ApiFailure && error.isPassing;

const NO_FILTER: TaskFilter = { search: "", channel: undefined };
const BRAND_FRESH_MS = 10 * 60_000;

interface TasksTabProps {
  readonly title: string;
  readonly now: number;
  readonly zone: string;
  readonly found: ReturnType<typeof useTaskList>;
  /** Names beside the cards where tasks of several stand together. */
  readonly cardAdvisors: readonly { readonly id: string; readonly name: string }[] | undefined;
  readonly advisors: readonly { readonly id: string; readonly name: string }[] | undefined;
  readonly advisorId: string | undefined;
  readonly onAdvisor: (id: string | undefined) => void;
}

/** The list an advisor works through. */
export function TasksTab({ title, now, zone, found, cardAdvisors, advisors, advisorId, onAdvisor }: TasksTabProps) {
  const t = useTexts(ADVISOR_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const [filter, setFilter] = useState(NO_FILTER);
  const [isFiltering, setFiltering] = useState(false);
  const { list, tasks, promises } = found;
  const taxonomy = useFetched("taxonomy", () => loadTaxonomy(api), { freshMs: BRAND_FRESH_MS });
  const pullMark = usePull(list.refetch);

  const sections = useMemo(
    () => tasks && sortIntoSections(filterTasks(tasks, filter), { now, zone }, filterPromises(promises, filter)),
    [tasks, promises, filter, now, zone],
  );
  const count = sections ? SECTIONS.reduce((sum, section) => sum + countTasks(sections[section]), 0) : 0;
  const isFiltered = filter.search !== "" || countFilters(filter) > 0;
  const openLater = isFiltered || (sections !== undefined && count === countTasks(sections.later));
  return (
    <>
      <div ref={pullMark} className="pull" hidden aria-hidden="true">
        <RefreshIcon />
      </div>
      <ListHead
        title={title}
        sections={sections}
        filter={filter}
        onFilter={setFilter}
        onOpenFilters={() => setFiltering(true)}
        isFetching={list.isFetching}
        onRefresh={list.refetch}
        advisors={advisors}
        advisorId={advisorId}
        onAdvisor={onAdvisor}
      />
      <main className="list" tabIndex={-1}>
        {tasks && isPassing(list.error) && <Notice tone="warn">{t("offline.list")}</Notice>}
        {list.error !== undefined && !tasks && <FailureNotice error={list.error} onRetry={list.refetch} />}
        {!tasks && list.error === undefined && <Skeleton lines={9} label={ui("loading")} />}
        {sections && (
          <SectionList
            sections={sections}
            taxonomy={taxonomy.data?.data}
            advisors={cardAdvisors}
            openLater={openLater}
          />
        )}
        {sections && count === 0 && isFiltered && (
          <Empty
            title={t("empty.search")}
            actions={
              <Button size="l" onClick={() => setFilter(NO_FILTER)}>
                {t("empty.clear")}
              </Button>
            }
          />
        )}
        {sections && count === 0 && !isFiltered && <Empty title={t("empty.title")}>{t("empty.text")}</Empty>}
      </main>
      {isFiltering && (
        <Suspense>
          <FilterSheet
            filter={filter}
            flows={flowsOf(named(tasks))}
            count={count}
            onChange={setFilter}
            onClose={() => setFiltering(false)}
          />
        </Suspense>
      )}
    </>
  );
}

// The list's tasks come with the names of their flows.
const named = (tasks: readonly Task[] | undefined): readonly WireTask[] => tasks ?? [];

/** A pull at the top asks for news; loaded once the list is there. */
function usePull(refresh: () => void) {
  const mark = useRef<HTMLDivElement>(null);
  const newest = useRef(refresh);
  newest.current = refresh;
  useEffect(() => {
    const element = mark.current;
    if (!element || !("ontouchstart" in window)) return;
    const leaving = new AbortController();
    import("./pull-to-refresh.js")
      .then(({ pullToRefresh }) => pullToRefresh(element, () => newest.current(), leaving.signal))
      .catch(() => undefined);
    return () => leaving.abort();
  }, []);
  return mark;
}
