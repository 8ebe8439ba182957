import "../../ui/page.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useApi } from "../../api/api-context.js";
import { loadTasks } from "../../api/task-calls.js";
import { CONSOLE_TEXTS } from "../../i18n/console-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { Button } from "../../ui/button.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { Select } from "../../ui/field.js";
import { Empty, Skeleton } from "../../ui/notice.js";
import { useBrandNames } from "../use-brand-names.js";
import { readTaskSearch, TASK_STATE_CHOICES } from "./task-search.js";
import { TaskTable } from "./task-table.js";

const route = getRouteApi("/tasks");

/** Tasks of all advisors: the list behind every number of tasks. */
export function TasksPage() {
  const t = useTexts(CONSOLE_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const navigate = useNavigate();
  const search = route.useSearch();
  const { advisors, flows, advisorName, flowName } = useBrandNames();
  const { state, ...filter } = search;
  const list = useInfiniteQuery({
    queryKey: ["task-list", search],
    queryFn: ({ pageParam }) => loadTasks(api, { ...filter, ...(state && { states: [state] }), after: pageParam }),
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: (page) => page.next,
  });
  const tasks = list.data?.pages.flatMap((page) => page.items);
  useEffect(() => {
    document.title = t("tasks.title");
  }, [t]);
  const change = (part: Record<string, unknown>) =>
    void navigate({ to: "/tasks", search: readTaskSearch({ ...search, ...part }), replace: true });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("tasks.title")}</h1>
      </div>
      <div className="filters">
        <Select
          aria-label={t("tasks.state")}
          value={state ?? ""}
          onChange={(e) => change({ state: e.target.value, dueBefore: undefined })}
        >
          <option value="">{t("tasks.allStates")}</option>
          {TASK_STATE_CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              {t(`task.${choice}`)}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t("tasks.flow")}
          value={search.flowId ?? ""}
          onChange={(e) => change({ flowId: e.target.value, nodeId: undefined })}
        >
          <option value="">{t("tasks.allFlows")}</option>
          {flows.map(({ flowId, name }) => (
            <option key={flowId} value={flowId}>
              {name}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t("tasks.advisor")}
          value={search.advisorId ?? ""}
          onChange={(e) => change({ advisorId: e.target.value })}
        >
          <option value="">{t("tasks.allAdvisors")}</option>
          {advisors.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        {Object.keys(search).length > 0 && (
          <Button tone="quiet" onClick={() => void navigate({ to: "/tasks", search: {}, replace: true })}>
            {t("tasks.clear")}
          </Button>
        )}
      </div>
      {list.isError && <FailureNotice error={list.error} onRetry={() => void list.refetch()} />}
      <div className="panel">
        {list.isPending && <Skeleton lines={8} label={ui("loading")} />}
        {tasks?.length === 0 && <Empty title={t("tasks.empty")} />}
        {tasks && tasks.length > 0 && <TaskTable tasks={tasks} advisorName={advisorName} flowName={flowName} />}
        {list.hasNextPage && (
          <div className="list-more">
            <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {ui("more")}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
