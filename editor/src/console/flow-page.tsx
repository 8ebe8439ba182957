import "./flow-page.css";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useApi } from "../api/api-context.js";
import { loadFlow } from "../api/flow-calls.js";
import { wireDiagnostics } from "../api/wire-diagnostics.js";
import { FlowCanvas } from "../canvas/flow-canvas.js";
import { type LayoutPlaces, layoutInput } from "../canvas/layout/layout-input.js";
import { startLayout } from "../canvas/layout/start-layout-worker.js";
import { SpeechContext } from "../canvas/locale-context.js";
import { indexDiagnostics } from "../document/diagnostics/live-diagnostics.js";
import { CONSOLE_TEXTS } from "../i18n/console-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { NO_NAMES } from "../i18n/names.js";
import { FlowStateBadge } from "../pages/flows/flow-state-badge.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { LoadingPage } from "./page-states.js";

const route = getRouteApi("/flows/$flowId");

/** One flow on the canvas. Loaded apart from the rest of the console, with everything that only the canvas needs. */
export function FlowPage() {
  const t = useTexts(CONSOLE_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const { flowId } = route.useParams();
  const saved = useQuery({ queryKey: ["flow", flowId], queryFn: () => loadFlow(api, flowId) });
  const flow = saved.data?.flow;
  const [places, setPlaces] = useState<LayoutPlaces>();
  useEffect(() => {
    if (flow === undefined) return undefined;
    const layout = startLayout();
    void layout.layout(layoutInput(flow)).then((found) => found && setPlaces(found.places));
    return () => layout.stop();
  }, [flow]);
  const problems = useMemo(
    () => (saved.data ? indexDiagnostics(wireDiagnostics(saved.data.diagnostics), saved.data.flow).byNode : undefined),
    [saved.data],
  );
  if (saved.isError) return <FailureNotice error={saved.error} onRetry={() => void saved.refetch()} />;
  if (!saved.data) return <LoadingPage />;
  return (
    <div className="flow-page">
      <div className="flow-page-head">
        <Link to="/" className="page-back">
          <ArrowLeft size={16} aria-hidden />
          {t("flow.back")}
        </Link>
        <h1>{saved.data.flow.name}</h1>
        <FlowStateBadge state={saved.data.state} />
        {saved.data.diagnostics.length > 0 && (
          <span className="cell-sub">{t("flow.problems", { count: saved.data.diagnostics.length })}</span>
        )}
      </div>
      <div className="flow-page-canvas">
        <SpeechContext value={{ locale, names: NO_NAMES }}>
          {places && problems && <FlowCanvas flow={saved.data.flow} places={places} problems={problems} />}
        </SpeechContext>
      </div>
    </div>
  );
}
