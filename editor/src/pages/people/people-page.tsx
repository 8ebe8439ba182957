import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft, X } from "lucide-react";
import { useApi } from "../../api/api-context.js";
import { loadEnrollments, loadFlow } from "../../api/flow-calls.js";
import { CONSOLE_TEXTS } from "../../i18n/console-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { Button } from "../../ui/button.js";
import { FilterSelect } from "../../ui/filter-select.js";
import { Empty } from "../../ui/notice.js";
import { EntryCheckButton } from "../../why/entry-check-button.js";
import { ListFrame } from "../list/list-frame.js";
import { usePagedList } from "../list/use-paged-list.js";
import { nodeName } from "./node-name.js";
import { PEOPLE_STATES, readPeopleSearch } from "./people-search.js";
import { PeopleTable } from "./people-table.js";

const route = getRouteApi("/flows/$flowId/people");

/** Who is in a flow, and at which step: the list behind every number of people. */
export function PeoplePage() {
  const t = useTexts(CONSOLE_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const navigate = useNavigate();
  const { flowId } = route.useParams();
  const search = route.useSearch();
  const state = search.state ?? "active";
  const flow = useQuery({ queryKey: ["flow", flowId], queryFn: () => loadFlow(api, flowId) });
  const name = flow.data?.flow.name;
  const list = usePagedList(
    ["people", flowId, search],
    (after) => loadEnrollments(api, flowId, { nodeId: search.nodeId, version: search.version, state, after }),
    { keepsShowing: true },
  );
  const change = (part: Record<string, unknown>) =>
    void navigate({
      to: "/flows/$flowId/people",
      params: { flowId },
      search: readPeopleSearch({ ...search, ...part }),
      replace: true,
    });
  const clear =
    Object.keys(search).length > 0
      ? () => change({ nodeId: undefined, state: undefined, version: undefined })
      : undefined;
  return (
    <ListFrame
      title={name === undefined ? t("people.customers") : t("people.title", { name })}
      back={
        <Link to="/flows/$flowId" params={{ flowId }} className="page-back">
          <ArrowLeft size={16} aria-hidden />
          {name ?? flowId}
        </Link>
      }
      list={list}
      onClear={clear}
      filters={
        <>
          <FilterSelect
            label={t("people.filter")}
            value={state}
            onChange={(choice) => change({ state: choice })}
            choices={PEOPLE_STATES.map((choice) => ({ value: choice, label: t(`people.state.${choice}`) }))}
          />
          <FilterSelect
            label={t("people.node")}
            all={t("people.allNodes")}
            value={search.nodeId ?? ""}
            onChange={(nodeId) => change({ nodeId })}
            choices={(flow.data?.flow.nodes ?? []).map((node) => ({ value: node.id, label: nodeName(node, locale) }))}
          />
          {search.version !== undefined && (
            <Button
              onClick={() => change({ version: undefined })}
              aria-label={t("people.anyVersion", { version: search.version })}
            >
              {t("people.ofVersion", { version: search.version })}
              <X size={14} aria-hidden />
            </Button>
          )}
          <EntryCheckButton flowId={flowId} name={name ?? flowId} />
        </>
      }
      empty={
        <Empty title={t("people.empty")} actions={clear && <Button onClick={clear}>{t("list.clear")}</Button>}>
          {t(clear ? "people.emptyText" : "people.noneText")}
        </Empty>
      }
    >
      {(people) => <PeopleTable people={people} />}
    </ListFrame>
  );
}
