import "./flow-editor.css";
import type { FlowLive, SavedFlow } from "@sopflow/schemas";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { wireDiagnostics } from "../api/wire-diagnostics.js";
import { FlowCanvas } from "../canvas/flow-canvas.js";
import { FlowOutline } from "../canvas/flow-outline.js";
import { LiveCountsContext, type OpenLists, OpenListsContext } from "../canvas/live-counts.js";
import { SpeechContext } from "../canvas/locale-context.js";
import { useFlowLayout } from "../canvas/use-flow-layout.js";
import { beyondDraft } from "../document/diagnostics/beyond-draft.js";
import { checkWhenLoaded } from "../document/diagnostics/late-check.js";
import { EditorContext, type EditorSession, useEditor, useView } from "../editing/editor-session.js";
import { clearSelection, showNode } from "../editing/editor-view.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { BrandContext } from "../inspector/brand-context.js";
import { Inspector } from "../inspector/inspector.js";
import { PreviewContext, samplePreview } from "../inspector/scripts/preview-context.js";
import { FlowStateBadge } from "../pages/flows/flow-state-badge.js";
import { BackLink } from "./back-link.js";
import { CanvasModeSwitch, useCanvasMode } from "./canvas-mode.js";
import { ExperimentArms, loadRest, ProblemsPanel, RulesPanel, StoppedSteps, VersionsPanel } from "./late-parts.js";
import { LiveStatus } from "./live-status.js";
import { NodeNumbers } from "./node-numbers.js";
import { SidePanel } from "./side-panel.js";
import { startSession } from "./start-session.js";
import { StateNote } from "./state-note.js";
import type { EditorBrand } from "./use-editor-brand.js";
import { type FirstLook, useFirstLook } from "./use-first-look.js";
import { useFlowNames } from "./use-flow-names.js";
import { useLiveCounts } from "./use-live-counts.js";

export interface FlowViewerProps {
  readonly saved: SavedFlow;
  readonly brand: EditorBrand;
  readonly lists: OpenLists;
  readonly look: FirstLook;
}

/** A flow for those who may look at it and not change it: the same picture, numbers and forms, but nothing gives way. */
export function FlowViewer(props: FlowViewerProps) {
  const { saved, brand } = props;
  const [session, setSession] = useState<EditorSession>();
  useEffect(() => {
    const { session: started, stop } = startSession({
      flow: saved.flow,
      revision: saved.revision,
      // Nothing is ever edited here, so nothing is ever saved.
      saveFlow: () => Promise.resolve({ kind: "refused", diagnostics: [] }),
      check: (flow) => {
        const found = checkWhenLoaded(flow, brand, Date.now());
        return found && [...found, ...beyondDraft(wireDiagnostics(saved.diagnostics), flow)];
      },
      tellRefused: () => undefined,
    });
    setSession(started);
    const stopLoading = loadRest(() => started.diagnostics.flush());
    return () => {
      stopLoading();
      stop();
    };
  }, [saved, brand]);
  if (session === undefined) return null;
  return (
    <EditorContext value={session}>
      <BrandContext value={brand.brand}>
        <Stage {...props} />
      </BrandContext>
    </EditorContext>
  );
}

function Stage({ saved, brand, lists, look }: FlowViewerProps) {
  const { document: flowDocument, diagnostics, view } = useEditor();
  const locale = useLocale();
  const t = useTexts(EDITOR_TEXTS);
  useFirstLook(look);
  const layout = useFlowLayout(saved.flow);
  const problems = useStore(diagnostics.store, (state) => state.byNode);
  const selected = useView((state) => state.selectedNodes);
  const names = useFlowNames(flowDocument, brand.brand, locale);
  const speech = useMemo(() => ({ locale, names }), [locale, names]);
  const preview = useMemo(() => samplePreview(Date.now()), []);
  const [mode, setMode] = useCanvasMode();
  const [state, setState] = useState(saved.state);
  const onLive = useCallback((live: FlowLive) => setState(live.state), []);
  const counts = useLiveCounts(saved.flowId, saved.publishedVersion !== undefined, onLive);
  const panels = useMemo(
    () => ({
      form: () => (
        <>
          {saved.publishedVersion !== undefined && <ExperimentArms flowId={saved.flowId} />}
          <NodeNumbers />
          <fieldset className="read-only" disabled>
            <Inspector />
          </fieldset>
        </>
      ),
      problems: () => <ProblemsPanel />,
      rules: () => <RulesPanel checkOptions={brand.check} />,
      versions: () => <VersionsPanel flowId={saved.flowId} publishedVersion={saved.publishedVersion} />,
    }),
    [brand, saved],
  );
  const onChoose = useCallback(
    (nodeId: string | undefined) => (nodeId === undefined ? clearSelection(view) : showNode(view, nodeId)),
    [view],
  );
  return (
    <SpeechContext value={speech}>
      <PreviewContext value={preview}>
        <LiveCountsContext value={counts}>
          <OpenListsContext value={lists}>
            <div className="editor" data-read-only="true">
              <div className="toolbar">
                <BackLink />
                <h1 className="flow-name">{saved.flow.name}</h1>
                <FlowStateBadge state={state} />
                {saved.publishedVersion !== undefined && (
                  <span className="toolbar-version">{t("versions.nth", { version: saved.publishedVersion })}</span>
                )}
                <p className="toolbar-note">{t("viewer.note")}</p>
              </div>
              <div className="editor-middle">
                <StateNote state={state} />
                {saved.publishedVersion !== undefined && <StoppedSteps flowId={saved.flowId} />}
                <section className="editor-canvas" aria-label={t("canvas.area")}>
                  {mode === "list" && <FlowOutline flow={saved.flow} problems={problems} />}
                  {mode === "canvas" && layout && (
                    <FlowCanvas
                      flow={saved.flow}
                      places={layout.places}
                      routes={layout.routes}
                      problems={problems}
                      selected={selected}
                      onChoose={onChoose}
                    />
                  )}
                  <CanvasModeSwitch mode={mode} onMode={setMode} />
                  <LiveStatus />
                </section>
              </div>
              <SidePanel panels={panels} />
            </div>
          </OpenListsContext>
        </LiveCountsContext>
      </PreviewContext>
    </SpeechContext>
  );
}
