import type { Task } from "@sopflow/schemas";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { useApi } from "../api/api-context.js";
import { ApiFailure } from "../api/api-failure.js";
import { loadAdvisors, loadTaxonomy } from "../api/brand-calls.js";
import { openTask, type TaskAct } from "../api/task-calls.js";
import { useFetched } from "../api/use-fetched.js";
import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { useSession } from "../session/session-context.js";
import { useNow } from "../time/use-now.js";
import { Button } from "../ui/button.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { Empty, Notice, Skeleton } from "../ui/notice.js";
import { useToasts } from "../ui/toasts.js";
import { copyText } from "./copy-text.js";
import { focusNextTask } from "./focus-next-task.js";
import { ListHead } from "./list-head.js";
import { OutboxNotices } from "./outbox-notices.js";
import { SectionList } from "./section-list.js";
import { countTasks, filterTasks, sortIntoSections, type TaskFilter } from "./sections.js";
import type { OpenSheet } from "./task-sheets.js";
import { UndoBar } from "./undo-bar.js";
import { useCopiedTask } from "./use-copied-task.js";
import { useOutbox } from "./use-outbox.js";
import { useTaskList } from "./use-task-list.js";

// Not needed to show the list, so it comes right after it: before anybody can have read the first card.
const loadSheets = () => import("./task-sheets.js");
const TaskSheets = lazy(async () => ({ default: (await loadSheets()).TaskSheets }));

/** No connection, or a busy server. That the session ended is said by a notice of its own. */
const isPassing = (error: unknown): boolean => error instanceof ApiFailure && error.isPassing;

const NO_FILTER: TaskFilter = { search: "", channel: undefined };
const BRAND_FRESH_MS = 10 * 60_000;

/** The list an advisor works through. */
export function AdvisorPage() {
  const t = useTexts(ADVISOR_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const toasts = useToasts();
  const session = useSession();
  const zone = session.brand.timezone;
  const now = useNow();
  const isAdvisor = session.role === "advisor";
  const [advisorId, setAdvisorId] = useState<string>();
  const [filter, setFilter] = useState(NO_FILTER);
  const [sheet, setSheet] = useState<OpenSheet>();
  const { outbox, entries } = useOutbox(session);
  const { list, tasks } = useTaskList(advisorId, outbox, entries);
  const { returnedFrom, copied, clear } = useCopiedTask();
  const advisors = useFetched("advisors", () => loadAdvisors(api), { freshMs: BRAND_FRESH_MS });
  const taxonomy = useFetched("taxonomy", () => loadTaxonomy(api), { freshMs: BRAND_FRESH_MS });

  const sections = useMemo(
    () => tasks && sortIntoSections(filterTasks(tasks, filter), { now, zone }),
    [tasks, filter, now, zone],
  );
  const urgent = sections ? countTasks(sections.overdue) + countTasks(sections.now) + countTasks(sections.today) : 0;
  const names = advisors.data?.items;
  const own = names?.find(({ id }) => id === (isAdvisor ? session.advisorId : advisorId))?.name;
  const isAll = !isAdvisor && advisorId === undefined;
  const title = isAll ? t("titleAll") : own === undefined || isAdvisor ? t("title") : t("titleOf", { name: own });
  useEffect(() => {
    document.title = urgent > 0 ? `(${urgent}) ${title}` : title;
  }, [urgent, title]);

  useEffect(() => {
    loadSheets().catch(() => undefined);
  }, []);

  const act = (task: Task, what: TaskAct) => {
    setSheet(undefined);
    clear();
    focusNextTask(task.id);
    outbox.add(task, what);
  };
  const copy = async (text: string) => {
    const isCopied = await copyText(text);
    if (isCopied) toasts.say(ui("copied"));
    else toasts.fail(ui("copyFailed"));
    return isCopied;
  };
  const copyScript = async (task: Task, text: string) => {
    // Only a report that it was looked at: the flow asks its condition again. Nothing here waits for it.
    openTask(api, task.id).catch(() => undefined);
    if (await copy(text)) copied(task.id);
  };

  const returned = returnedFrom === undefined ? undefined : tasks?.find(({ id }) => id === returnedFrom);
  const shownSheet: OpenSheet | undefined = sheet ?? (returned && { task: returned, intent: "done", returned: true });
  const isFiltered = filter.search !== "" || filter.channel !== undefined;
  const isEmpty = sections !== undefined && Object.values(sections).every((cards) => cards.length === 0);

  return (
    <>
      <ListHead
        title={title}
        sections={sections}
        filter={filter}
        onFilter={setFilter}
        isFetching={list.isFetching}
        onRefresh={list.refetch}
        advisors={isAdvisor ? undefined : (names ?? [])}
        advisorId={advisorId}
        onAdvisor={setAdvisorId}
      />
      <main className="list" tabIndex={-1}>
        {session.role === "viewer" && <Notice title={t("viewer.title")}>{t("viewer.text")}</Notice>}
        <OutboxNotices outbox={outbox} entries={entries} />
        {tasks && isPassing(list.error) && <Notice tone="warn">{t("offline.list")}</Notice>}
        {list.error !== undefined && !tasks && <FailureNotice error={list.error} onRetry={list.refetch} />}
        {!tasks && list.error === undefined && <Skeleton lines={9} label={ui("loading")} />}
        {sections && (
          <SectionList
            sections={sections}
            taxonomy={taxonomy.data?.data}
            advisors={isAll ? names : undefined}
            openLater={isFiltered || urgent === 0}
            now={now}
            zone={zone}
            canAct={session.role !== "viewer"}
            onCopy={(task, text) => void copyScript(task, text)}
            onCopyLink={(text) => void copy(text)}
            onAct={(task, intent) => {
              // Nothing to choose: done with one press, and five seconds to take it back.
              if (intent === "done" && task.outcomes.length === 0) {
                act(task, { kind: "complete", body: { evidence: "own_word" } });
              } else setSheet({ task, intent, returned: false });
            }}
          />
        )}
        {isEmpty && isFiltered && (
          <Empty
            title={t("empty.search")}
            actions={<Button onClick={() => setFilter(NO_FILTER)}>{t("empty.clear")}</Button>}
          />
        )}
        {isEmpty && !isFiltered && <Empty title={t("empty.title")}>{t("empty.text")}</Empty>}
      </main>
      <UndoBar entries={entries} onUndo={(key) => outbox.undo(key)} />
      {shownSheet && (
        <Suspense>
          <TaskSheets
            sheet={shownSheet}
            now={now}
            zone={zone}
            onAct={act}
            onClose={() => {
              setSheet(undefined);
              clear();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
