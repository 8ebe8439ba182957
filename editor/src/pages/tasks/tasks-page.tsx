import type { WireTask } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../api/api-context.js";
import { loadFlow } from "../../api/flow-calls.js";
import { loadTasks } from "../../api/task-calls.js";
import { CONSOLE_TEXTS } from "../../i18n/console-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { mayDesign, useSession } from "../../session/session-context.js";
import { Button } from "../../ui/button.js";
import { FilterSelect } from "../../ui/filter-select.js";
import { Empty } from "../../ui/notice.js";
import { ListFrame } from "../list/list-frame.js";
import { usePagedList } from "../list/use-paged-list.js";
import { nodeName } from "../people/node-name.js";
import { ReassignDialog } from "../team/reassign-dialog.js";
import { useBrandNames } from "../use-brand-names.js";
import { CLOSED_CHOICES, closedRange, dueRange } from "./due-filter.js";
import { DueSelect } from "./due-select.js";
import { COUNTED_STATES, readTaskSearch, TASK_STATE_CHOICES } from "./task-search.js";
import { TaskTable } from "./task-table.js";

const route = getRouteApi("/tasks");

/** Tasks of all advisors: the list behind every number of tasks. Open ones come by deadline, others the latest first. */
export function TasksPage() {
  const t = useTexts(CONSOLE_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const navigate = useNavigate();
  const session = useSession();
  const { brand } = session;
  const [reassigned, setReassigned] = useState<WireTask>();
  const search = route.useSearch();
  const { advisors, flows, advisorName } = useBrandNames();
  const { flowId = "", state = "open", due, closed, ...filter } = search;
  const flow = useQuery({ queryKey: ["flow", flowId], queryFn: () => loadFlow(api, flowId), enabled: flowId !== "" });
  const steps = flow.data?.flow.nodes.filter(({ type }) => type === "task" || type === "campaign.rhythm") ?? [];
  const list = usePagedList(
    ["task-list", search],
    (after) =>
      loadTasks(api, {
        ...filter,
        flowId,
        states: state === "all" ? undefined : state === "counted" ? COUNTED_STATES : [state],
        order: state === "open" ? "due" : "latest",
        ...dueRange(due, brand.timezone, Date.now()),
        ...closedRange(closed, brand.timezone, Date.now()),
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
            onChange={(choice) => change({ state: choice, ...(choice === "open" && { closed: undefined }) })}
            choices={[
              ...TASK_STATE_CHOICES.map((choice) => ({ value: choice, label: t(`task.${choice}`) })),
              { value: "counted", label: t("tasks.counted") },
              { value: "all", label: t("tasks.allStates") },
            ]}
          />
          <DueSelect due={due} onChange={(next) => change({ due: next })} />
          {state !== "open" && (
            <FilterSelect
              label={t("tasks.closed")}
              all={t("tasks.closedAny")}
              value={closed ?? ""}
              onChange={(next) => change({ closed: next })}
              choices={CLOSED_CHOICES.map((choice) => ({ value: choice, label: t(`closed.${choice}`) }))}
            />
          )}
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
          {filter.channel !== undefined && (
            <SetFilter label={t(`channel.${filter.channel}`)} onDrop={() => change({ channel: undefined })} />
          )}
          {filter.intent !== undefined && (
            <SetFilter label={t(`intent.${filter.intent}`)} onDrop={() => change({ intent: undefined })} />
          )}
          {filter.answerableId !== undefined && (
            <SetFilter
              label={t("tasks.answerable", { name: advisorName(filter.answerableId) })}
              onDrop={() => change({ answerableId: undefined })}
            />
          )}
          {filter.unconfirmed && (
            <SetFilter label={t("tasks.unconfirmed")} onDrop={() => change({ unconfirmed: undefined })} />
          )}
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
      {(tasks) => (
        <>
          <TaskTable
            tasks={tasks}
            advisorName={advisorName}
            {...(mayDesign(session) && { onReassign: setReassigned })}
          />
          {reassigned && (
            <ReassignDialog
              title={t("tasks.reassignOf", { title: reassigned.title })}
              tasks={[reassigned]}
              from={reassigned.advisorId}
              onClose={() => setReassigned(undefined)}
            />
          )}
        </>
      )}
    </ListFrame>
  );
}

/** A filter that other pages link with. It is seen while it is set, and can be dropped. */
function SetFilter({ label, onDrop }: { readonly label: string; readonly onDrop: () => void }) {
  const t = useTexts(CONSOLE_TEXTS);
  return (
    <Button onClick={onDrop} aria-label={t("tasks.dropFilter", { filter: label })}>
      {label}
      <X size={14} aria-hidden />
    </Button>
  );
}

const CLEARED = {
  flowId: undefined,
  nodeId: undefined,
  advisorId: undefined,
  customerId: undefined,
  state: undefined,
  due: undefined,
  closed: undefined,
  channel: undefined,
  intent: undefined,
  answerableId: undefined,
  unconfirmed: undefined,
} satisfies Record<keyof ReturnType<typeof readTaskSearch>, undefined>;
