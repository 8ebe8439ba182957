import "./flow-editor.css";
import type { FlowLive, SavedFlow } from "@sopflow/schemas";
import { useCallback, useMemo, useState } from "react";
import { FlowCanvas } from "../canvas/flow-canvas.js";
import { LiveCountsContext, type OpenLists, OpenListsContext } from "../canvas/live-counts.js";
import { SpeechContext } from "../canvas/locale-context.js";
import { useFlowLayout } from "../canvas/use-flow-layout.js";
import { indexDiagnostics } from "../document/diagnostics/live-diagnostics.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import type { Brand } from "../inspector/brand-context.js";
import { FlowStateBadge } from "../pages/flows/flow-state-badge.js";
import { LiveStatus } from "./live-status.js";
import { readDiagnostics } from "./save-port.js";
import { namesOfFlow } from "./use-flow-names.js";
import { useLiveCounts } from "./use-live-counts.js";

interface FlowViewerProps {
  readonly saved: SavedFlow;
  readonly brand: Brand;
  readonly lists: OpenLists;
}

/** A flow for those who may look at it and not change it: the same picture, the same numbers, and why nothing gives way. */
export function FlowViewer({ saved, brand, lists }: FlowViewerProps) {
  const locale = useLocale();
  const t = useTexts(EDITOR_TEXTS);
  const layout = useFlowLayout(saved.flow);
  const problems = useMemo(() => indexDiagnostics(readDiagnostics(saved.diagnostics), saved.flow).byNode, [saved]);
  const speech = useMemo(
    () => ({ locale, names: namesOfFlow(saved.flow.nodes, brand, locale) }),
    [locale, saved, brand],
  );
  const [state, setState] = useState(saved.state);
  const onLive = useCallback((live: FlowLive) => setState(live.state), []);
  const counts = useLiveCounts(saved.flowId, saved.publishedVersion !== undefined, onLive);
  return (
    <div className="flow-page">
      <div className="flow-page-head">
        <h1>{saved.flow.name}</h1>
        <FlowStateBadge state={state} />
        {saved.publishedVersion !== undefined && (
          <span className="toolbar-version">{t("versions.nth", { version: saved.publishedVersion })}</span>
        )}
        <p className="flow-page-note">{t("viewer.note")}</p>
      </div>
      <div className="flow-page-canvas editor-canvas">
        <SpeechContext value={speech}>
          <LiveCountsContext value={counts}>
            <OpenListsContext value={lists}>
              {layout && (
                <FlowCanvas flow={saved.flow} places={layout.places} routes={layout.routes} problems={problems} />
              )}
              <LiveStatus />
            </OpenListsContext>
          </LiveCountsContext>
        </SpeechContext>
      </div>
    </div>
  );
}
