import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useApi } from "../../api/api-context.js";
import { loadFlow } from "../../api/flow-calls.js";
import { loadTasks } from "../../api/task-calls.js";
import { CONSOLE_TEXTS } from "../../i18n/console-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { useSession } from "../../session/session-context.js";
import { Button } from "../../ui/button.js";
import { FilterSelect } from "../../ui/filter-select.js";
import { Empty } from "../../ui/notice.js";
import { ListFrame } from "../list/list-frame.js";
import { usePagedList } from "../list/use-paged-list.js";
import { nodeName } from "../people/node-name.js";
import { useBrandNames } from "../use-brand-names.js";
import { dueRange } from "./due-filter.js";
import { DueSelect } from "./due-select.js";
import { readTaskSearch, TASK_STATE_CHOICES } from "./task-search.js";
import { TaskTable } from "./task-table.js";

const route = getRouteApi("/tasks");

/** Tasks of all advisors: the list behind every number of tasks. Open ones come by deadline, others the latest first. */
export function TasksPage() {
  const t = useTexts(CONSOLE_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const navigate = useNavigate();
  const { brand } = useSession();
  const search = route.useSearch();
  const { advisors, flows, advisorName } = useBrandNames();
  const { flowId = "", state = "open", due, ...filter } = search;
  const flow = useQuery({ queryKey: ["flow", flowId], queryFn: () => loadFlow(api, flowId), enabled: flowId !== "" });
  const steps = flow.data?.flow.nodes.filter(({ type }) => type === "task" || type === "campaign.rhythm") ?? [];
  const list = usePagedList(
    ["task-list", search],
    (after) =>
      loadTasks(api, {
        ...filter,
        flowId,
        states: state === "all" ? undefined : [state],
        order: state === "open" ? "due" : "latest",
        ...dueRange(due, brand.timezone, Date.now()),
        after,
      }),
    { keepsShowing: true },
  );
  const change = (part: Record<string, unknown>) =>
    void navigate({ to: "/tasks", search: readTaskSearch({ ...search, ...part }), replace: true });
  const clear = Object.keys(search).length > 0 ? () => change(CLEARED) : undefined;
  const { customerId } = filter;
  return (
    <ListFrame
      title={t("tasks.title")}
      list={list}
      onClear={clear}
      filters={
        <>
          <FilterSelect
            label={t("tasks.state")}
            value={state}
            onChange={(choice) => change({ state: choice })}
            choices={[...TASK_STATE_CHOICES, "all" as const].map((choice) => ({
              value: choice,
              label: choice === "all" ? t("tasks.allStates") : t(`task.${choice}`),
            }))}
          />
          <DueSelect due={due} onChange={(next) => change({ due: next })} />
          <FilterSelect
            label={t("tasks.flow")}
            all={t("tasks.allFlows")}
            value={flowId}
            onChange={(next) => change({ flowId: next, nodeId: undefined })}
            choices={flows.map((item) => ({ value: item.flowId, label: item.name }))}
          />
          {flowId !== "" && (
            <FilterSelect
              label={t("tasks.node")}
              all={t("tasks.allNodes")}
              value={search.nodeId ?? ""}
              onChange={(nodeId) => change({ nodeId })}
              choices={steps.map((node) => ({ value: node.id, label: nodeName(node, locale) }))}
            />
          )}
          <FilterSelect
            label={t("tasks.advisor")}
            all={t("tasks.allAdvisors")}
            value={search.advisorId ?? ""}
            onChange={(advisorId) => change({ advisorId })}
            choices={advisors.map(({ id, name }) => ({ value: id, label: name }))}
          />
          {customerId !== undefined && (
            <Button onClick={() => change({ customerId: undefined })} aria-label={t("tasks.anyCustomer")}>
              {t("tasks.ofCustomer", { name: list.items?.[0]?.customerName ?? customerId })}
              <X size={14} aria-hidden />
            </Button>
          )}
        </>
      }
      empty={
        clear ? (
          <Empty title={t("tasks.empty")} actions={<Button onClick={clear}>{t("list.clear")}</Button>}>
            {t("tasks.emptyText")}
          </Empty>
        ) : (
          <Empty title={t("tasks.none")}>{t("tasks.noneText")}</Empty>
        )
      }
    >
      {(tasks) => <TaskTable tasks={tasks} advisorName={advisorName} />}
    </ListFrame>
  );
}

const CLEARED = {
  flowId: undefined,
  nodeId: undefined,
  advisorId: undefined,
  customerId: undefined,
  state: undefined,
  due: undefined,
} satisfies Record<keyof ReturnType<typeof readTaskSearch>, undefined>;
