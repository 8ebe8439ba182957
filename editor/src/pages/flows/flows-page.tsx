import "../../ui/page.css";
import "./flows.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Plus, Upload } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { loadFlows } from "../../api/flow-calls.js";
import { FLOW_STATE_TEXTS } from "../../i18n/flow-state-texts.js";
import { FLOWS_TEXTS } from "../../i18n/flows-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { mayDesign, useSession } from "../../session/session-context.js";
import { Button } from "../../ui/button.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { Select, TextInput } from "../../ui/field.js";
import { Empty, Skeleton } from "../../ui/notice.js";
import { FirstSteps } from "./first-steps.js";
import { FLOW_STATES, type FlowListSearch, filterFlows, readFlowListSearch } from "./flow-list-search.js";
import { FlowTable } from "./flow-table.js";
import { ImportDialog } from "./import-dialog.js";
import { NewFlowDialog } from "./new-flow-dialog.js";
import { useFileDrop } from "./use-file-drop.js";
import { useFirstSteps } from "./use-first-steps.js";

const route = getRouteApi("/");
/** The numbers of the list grow old, ms. */
const REFRESH_MS = 15_000;

/** Every flow with who is inside and what is to be done today. */
export function FlowsPage() {
  const t = useTexts(FLOWS_TEXTS);
  const stateName = useTexts(FLOW_STATE_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const navigate = useNavigate();
  const canDesign = mayDesign(useSession());
  const search = route.useSearch();
  const [isCreating, setCreating] = useState(false);
  const [importing, setImporting] = useState<readonly File[]>();
  const list = useQuery({ queryKey: ["flows"], queryFn: () => loadFlows(api), refetchInterval: REFRESH_MS });
  const addFiles = useCallback((files: readonly File[]) => setImporting((before = []) => [...before, ...files]), []);
  const isDragging = useFileDrop(canDesign, addFiles);
  const first = useFirstSteps(list.data?.items);
  useEffect(() => {
    document.title = t("title");
  }, [t]);

  const change = (next: FlowListSearch) => void navigate({ to: "/", search: next, replace: true });
  const flows = list.data && filterFlows(list.data.items, search);
  const create = (
    <Button tone="primary" data-tour="new-flow" icon={<Plus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t("new")}
    </Button>
  );
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("title")}</h1>
        {flows && <span className="page-count">{t("count", { count: flows.length })}</span>}
        {canDesign && (
          <div className="page-actions">
            <Button icon={<Upload size={16} aria-hidden />} onClick={() => setImporting([])}>
              {t("import")}
            </Button>
            {create}
          </div>
        )}
      </div>
      <div className="filters">
        <TextInput
          type="search"
          className="filters-search"
          placeholder={t("search")}
          aria-label={t("search")}
          value={search.q ?? ""}
          onChange={(event) => change(readFlowListSearch({ ...search, q: event.target.value }))}
        />
        <Select
          aria-label={t("filter.state")}
          value={search.state ?? ""}
          onChange={(event) => change(readFlowListSearch({ ...search, state: event.target.value }))}
        >
          <option value="">{t("filter.current")}</option>
          {FLOW_STATES.map((state) => (
            <option key={state} value={state}>
              {stateName(state)}
            </option>
          ))}
          <option value="all">{t("filter.all")}</option>
        </Select>
      </div>
      {list.isError && <FailureNotice error={list.error} onRetry={() => void list.refetch()} />}
      {first && <FirstSteps done={first.done} onHide={first.hide} />}
      <div className="panel">
        {list.isPending && <Skeleton lines={8} label={ui("loading")} />}
        {flows && flows.length > 0 && <FlowTable flows={flows} canDesign={canDesign} />}
        {flows?.length === 0 &&
          (list.data?.items.length === 0 ? (
            <Empty title={t("empty.title")} actions={canDesign && create}>
              {t("empty.text")}
            </Empty>
          ) : (
            <Empty title={t("empty.search")} actions={<Button onClick={() => change({})}>{t("empty.clear")}</Button>} />
          ))}
      </div>
      {isDragging && <div className="drop-here">{t("import.drop")}</div>}
      {isCreating && <NewFlowDialog onClose={() => setCreating(false)} />}
      {importing && <ImportDialog files={importing} onAdd={addFiles} onClose={() => setImporting(undefined)} />}
    </div>
  );
}
