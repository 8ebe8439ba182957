import "./experiment-arms.css";
import { useQuery } from "@tanstack/react-query";
import { useApi } from "../api/api-context.js";
import { loadExperiments } from "../api/watch-calls.js";
import { findNode } from "../document/graph/flow-graph.js";
import { useDocument, useView } from "../editing/editor-session.js";
import { useTexts } from "../i18n/locale-context.js";
import { WATCH_TEXTS } from "../i18n/watch-texts.js";
import { ArmTable } from "./arm-table.js";

/** How the arms of the chosen step do, where it is an experiment. */
export function ExperimentArms({ flowId }: { flowId: string }) {
  const t = useTexts(WATCH_TEXTS);
  const api = useApi();
  const selected = useView((state) => state.selectedNodes);
  const nodeId = selected.length === 1 ? selected[0] : undefined;
  const node = useDocument((state) => (nodeId === undefined ? undefined : findNode(state.flow, nodeId)));
  const isExperiment = node?.type === "split" || node?.type === "task" || node?.type === "campaign.rhythm";
  const found = useQuery({
    queryKey: ["flow", flowId, "experiments"],
    queryFn: () => loadExperiments(api, flowId),
    enabled: isExperiment,
  });
  const ofNode = found.data?.items.filter((one) => one.nodeId === nodeId) ?? [];
  if (!isExperiment || ofNode.length === 0) return null;
  return (
    <details className="experiment-arms" open>
      <summary>{t("arms")}</summary>
      <p className="arms-hint">{t("armsHint")}</p>
      {ofNode.map((one) => (
        <ArmTable key={one.version} experiment={one} isOnly={ofNode.length === 1} />
      ))}
    </details>
  );
}
