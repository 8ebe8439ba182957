import "./panels.css";
import type { Diagnostic, Flow } from "@sopflow/schemas";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useStore } from "zustand";
import { useSpeech } from "../canvas/locale-context.js";
import { findEdge, findNode } from "../document/graph/flow-graph.js";
import { useDocument, useEditor } from "../editing/editor-session.js";
import { showField, showNode } from "../editing/editor-view.js";
import { EDITOR_PANEL_TEXTS } from "../i18n/editor-panel-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { titleOf } from "../nodes/registry.js";
import { Empty, Skeleton } from "../ui/notice.js";

/** Everything that is wrong or worth a look; a press leads to the step and the field. */
export function ProblemsPanel() {
  const { diagnostics } = useEditor();
  const t = useTexts(EDITOR_PANEL_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const { all, checked } = useStore(diagnostics.store);
  if (checked === undefined) return <Skeleton lines={4} label={ui("loading")} />;
  if (all.length === 0) {
    return (
      <Empty title={t("problems.none")}>
        <CircleCheck size={20} aria-hidden className="problems-ok" /> {t("problems.noneText")}
      </Empty>
    );
  }
  const errors = all.filter((one) => one.severity === "error");
  const warnings = all.filter((one) => one.severity === "warning");
  return (
    <div className="problems">
      {errors.length > 0 && <ProblemList title={t("problems.errors", { count: errors.length })} items={errors} />}
      {warnings.length > 0 && (
        <ProblemList title={t("problems.warnings", { count: warnings.length })} items={warnings} />
      )}
    </div>
  );
}

interface ProblemListProps {
  readonly title?: string;
  readonly items: readonly Diagnostic[];
  /** Something more to do when one is chosen, such as closing the window it is listed in. */
  readonly onChosen?: () => void;
}

export function ProblemList({ title, items, onChosen }: ProblemListProps) {
  const { view } = useEditor();
  const { locale } = useSpeech();
  const t = useTexts(EDITOR_PANEL_TEXTS);
  const flow = useDocument((state) => state.flow);
  const go = (diagnostic: Diagnostic) => {
    const nodeId = nodeOf(flow, diagnostic);
    if (/^(nodes\.\d+\.data|settings)\./.test(diagnostic.path)) {
      showField(view, nodeId, diagnostic.path);
    } else if (nodeId !== undefined) showNode(view, nodeId);
    onChosen?.();
  };
  return (
    <section>
      {title !== undefined && <h2>{title}</h2>}
      <ul>
        {items.map((diagnostic, i) => {
          const node = findNode(flow, nodeOf(flow, diagnostic) ?? "");
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same problem may stand twice at one place
            <li key={`${diagnostic.code}${diagnostic.path}${i}`}>
              <button
                type="button"
                className="problem"
                data-severity={diagnostic.severity}
                onClick={() => go(diagnostic)}
              >
                {diagnostic.severity === "error" ? (
                  <CircleAlert size={15} aria-label={t("problems.error")} />
                ) : (
                  <TriangleAlert size={15} aria-label={t("problems.warning")} />
                )}
                <span>
                  <strong>{node ? titleOf(node, locale) : t("problems.flow")}</strong>
                  <span>{diagnostic.message[locale]}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The step that a problem is at; a problem of an edge is at the step it comes from. */
function nodeOf(flow: Flow, { nodeId, edgeId }: Diagnostic): string | undefined {
  if (nodeId !== undefined) return nodeId;
  return edgeId === undefined ? undefined : findEdge(flow, edgeId)?.source;
}
