import type { SavedFlow } from "@sopflow/schemas";
import { useMemo } from "react";
import { FlowCanvas } from "../canvas/flow-canvas.js";
import { SpeechContext } from "../canvas/locale-context.js";
import { useFlowLayout } from "../canvas/use-flow-layout.js";
import { indexDiagnostics } from "../document/diagnostics/live-diagnostics.js";
import { useLocale } from "../i18n/locale-context.js";
import { NO_NAMES } from "../i18n/names.js";
import { FlowStateBadge } from "../pages/flows/flow-state-badge.js";
import { readDiagnostics } from "./save-port.js";

/** A flow for those who may look at it and not change it. */
export function FlowViewer({ saved }: { saved: SavedFlow }) {
  const locale = useLocale();
  const layout = useFlowLayout(saved.flow);
  const problems = useMemo(() => indexDiagnostics(readDiagnostics(saved.diagnostics), saved.flow).byNode, [saved]);
  const speech = useMemo(() => ({ locale, names: NO_NAMES }), [locale]);
  return (
    <div className="flow-page">
      <div className="flow-page-head">
        <h1>{saved.flow.name}</h1>
        <FlowStateBadge state={saved.state} />
      </div>
      <div className="flow-page-canvas">
        <SpeechContext value={speech}>
          {layout && <FlowCanvas flow={saved.flow} places={layout.places} routes={layout.routes} problems={problems} />}
        </SpeechContext>
      </div>
    </div>
  );
}
