import "./step-list-dialog.css";
import type { Flow, StepNumber } from "@sopflow/schemas";
import { RotateCw } from "lucide-react";
import { useApi } from "../api/api-context.js";
import { loadStepTrace } from "../api/flow-calls.js";
import { findNode } from "../document/graph/flow-graph.js";
import { LIVE_TEXTS } from "../i18n/live-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";
import { STEP_LIST_TEXTS } from "../i18n/step-list-texts.js";
import { portLabelOf, titleOf } from "../nodes/registry.js";
import { ListPanel } from "../pages/list/list-panel.js";
import { usePagedList } from "../pages/list/use-paged-list.js";
import { useSession } from "../session/session-context.js";
import { momentWords } from "../time/moment-words.js";
import { useNow } from "../time/use-now.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { Empty } from "../ui/notice.js";
import { StepListTable } from "./step-list-table.js";

/** A number of a step that counts what happened there; `left` by its port, `arm` by arm and version. */
export interface StepAsk {
  readonly nodeId: string;
  readonly what: StepNumber;
  readonly port?: string;
  readonly arm?: string;
  readonly version?: number;
  /** What the arm is called. */
  readonly label?: string;
}

export interface StepListDialogProps {
  readonly flow: Pick<Flow, "id" | "nodes" | "edges">;
  readonly ask: StepAsk;
  readonly onClose: () => void;
}

/** Who a number of a step counts: each with when it was, in which version, and why. */
export function StepListDialog({ flow, ask, onClose }: StepListDialogProps) {
  const t = useTexts(STEP_LIST_TEXTS);
  const live = useTexts(LIVE_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const { brand } = useSession();
  const now = useNow();
  const { nodeId, what, port, arm, version } = ask;
  const list = usePagedList(["step-trace", flow.id, ask], (after) =>
    loadStepTrace(api, flow.id, nodeId, { what, port, arm, version, after }),
  );
  const node = findNode(flow, nodeId);
  const counted = () => {
    if (what === "left") return live("leftBy", { port: node ? portLabelOf(node, port ?? "", locale) : (port ?? "") });
    return what === "arm" ? t("arm", { arm: ask.label ?? arm ?? "" }) : live(what);
  };
  const shown = list.items?.length ?? 0;
  // What came after the first page was read is on none: what is missing at the end was erased, or is too old to be kept.
  const gone = list.total === undefined || list.hasMore ? 0 : list.total - shown;
  return (
    <Dialog
      title={t("title", { step: node ? titleOf(node, locale) : nodeId, what: counted() })}
      description={list.total !== undefined && t("total", { total: countWords(list.total) })}
      size="l"
      onClose={onClose}
      actions={
        <>
          <span className="step-list-time" role="status">
            {list.loadedAt > 0 && t("loadedAt", { when: momentWords(brand.timezone, list.loadedAt, now, locale) })}
          </span>
          <Button busy={list.isRefreshing && !list.isPending} onClick={list.retry}>
            <RotateCw size={14} aria-hidden /> {t("refresh")}
          </Button>
        </>
      }
    >
      <ListPanel list={list} lines={6} empty={gone === 0 && <Empty title={t("empty")}>{t("emptyText")}</Empty>}>
        {(items) => <StepListTable items={items} what={what} />}
      </ListPanel>
      {gone > 0 && <p className="step-list-gone">{t("gone", { count: countWords(gone), days: list.keptDays ?? 0 })}</p>}
    </Dialog>
  );
}
