import "../../ui/page.css";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useApi } from "../../api/api-context.js";
import { loadEnrollments, loadFlow } from "../../api/flow-calls.js";
import { CONSOLE_TEXTS } from "../../i18n/console-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { useSession } from "../../session/session-context.js";
import { momentWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { Badge } from "../../ui/badge.js";
import { Button } from "../../ui/button.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { Select } from "../../ui/field.js";
import { Empty, Skeleton } from "../../ui/notice.js";
import { useBrandNames } from "../use-brand-names.js";
import { nodeName } from "./node-name.js";
import { PEOPLE_STATES, readPeopleSearch } from "./people-search.js";

const route = getRouteApi("/flows/$flowId/people");

/** Who is in a flow, and at which step: the list behind every number of people. */
export function PeoplePage() {
  const t = useTexts(CONSOLE_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const navigate = useNavigate();
  const { brand } = useSession();
  const now = useNow();
  const { flowId } = route.useParams();
  const search = route.useSearch();
  const state = search.state ?? "active";
  const { advisorName } = useBrandNames();
  const flow = useQuery({ queryKey: ["flow", flowId], queryFn: () => loadFlow(api, flowId) });
  const list = useInfiniteQuery({
    queryKey: ["people", flowId, search],
    queryFn: ({ pageParam }) => loadEnrollments(api, flowId, { nodeId: search.nodeId, state, after: pageParam }),
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: (page) => page.next,
  });
  const people = list.data?.pages.flatMap((page) => page.items);
  const change = (part: Record<string, unknown>) =>
    void navigate({
      to: "/flows/$flowId/people",
      params: { flowId },
      search: readPeopleSearch({ ...search, ...part }),
      replace: true,
    });
  const nodes = flow.data?.flow.nodes ?? [];
  const when = (at: number) => momentWords(brand.timezone, at, now, locale);
  return (
    <div className="page">
      <Link to="/" className="page-back">
        <ArrowLeft size={16} aria-hidden />
        {t("flow.back")}
      </Link>
      <div className="page-head">
        <h1>{t("people.title", { name: flow.data?.flow.name ?? flowId })}</h1>
      </div>
      <div className="filters">
        <Select aria-label={t("people.filter")} value={state} onChange={(e) => change({ state: e.target.value })}>
          {PEOPLE_STATES.map((choice) => (
            <option key={choice} value={choice}>
              {t(`people.state.${choice}`)}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t("people.node")}
          value={search.nodeId ?? ""}
          onChange={(e) => change({ nodeId: e.target.value })}
        >
          <option value="">{t("people.node")}</option>
          {nodes.map((node) => (
            <option key={node.id} value={node.id}>
              {nodeName(node, locale)}
            </option>
          ))}
        </Select>
      </div>
      {list.isError && <FailureNotice error={list.error} onRetry={() => void list.refetch()} />}
      <div className="panel">
        {list.isPending && <Skeleton lines={8} label={ui("loading")} />}
        {people?.length === 0 && <Empty title={t("people.empty")} />}
        {people && people.length > 0 && (
          <table className="table">
            <thead>
              <tr>
                <th>{t("people.customer")}</th>
                <th>{t("people.advisor")}</th>
                <th>{t("people.node")}</th>
                <th>{t("people.since")}</th>
                <th>{t("people.entered")}</th>
                <th className="cell-number">{t("people.version")}</th>
                <th>{t("people.state")}</th>
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <tr key={person.id}>
                  <td>
                    <Link to="/customers/$customerId" params={{ customerId: person.customerId }} className="cell-main">
                      {person.customerName ?? person.customerId}
                    </Link>
                  </td>
                  <td data-label={t("people.advisor")}>
                    {person.advisorId !== undefined && advisorName(person.advisorId)}
                  </td>
                  <td data-label={t("people.node")}>
                    {nodeName(nodes.find(({ id }) => id === person.nodeId) ?? { id: person.nodeId }, locale)}
                  </td>
                  <td data-label={t("people.since")}>{when(person.since)}</td>
                  <td data-label={t("people.entered")}>{when(person.enteredAt)}</td>
                  <td data-label={t("people.version")} className="cell-number">
                    {person.version}
                  </td>
                  <td data-label={t("people.state")}>
                    <span>
                      <Badge tone={person.state === "active" ? "ok" : "neutral"}>
                        {t(`people.state.${person.state}`)}
                      </Badge>{" "}
                      {person.reason !== undefined && <span className="cell-sub">{person.reason}</span>}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
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
