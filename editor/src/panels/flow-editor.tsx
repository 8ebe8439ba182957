import "./flow-editor.css";
import type { Diagnostic, FlowLive, SavedFlow } from "@sopflow/schemas";
import { type ReactFlowInstance, ReactFlowProvider } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useApi } from "../api/api-context.js";
import { wireDiagnostics } from "../api/wire-diagnostics.js";
import type { WireFlowState } from "../api/wire-types.js";
import { EditCanvas } from "../canvas/edit-canvas.js";
import type { CardNode, RouteEdge } from "../canvas/flow-elements.js";
import type { LayoutPlaces } from "../canvas/layout/layout-input.js";
import { LiveCountsContext, type OpenLists, OpenListsContext } from "../canvas/live-counts.js";
import { SpeechContext } from "../canvas/locale-context.js";
import { FIT_VIEW, startView } from "../canvas/start-view.js";
import { useFlowLayout } from "../canvas/use-flow-layout.js";
import { beyondDraft } from "../document/diagnostics/beyond-draft.js";
import { checkWhenLoaded } from "../document/diagnostics/late-check.js";
import { EditorContext, type EditorSession, useDocument, useEditor } from "../editing/editor-session.js";
import { useClipboard } from "../editing/use-clipboard.js";
import { useEditorKeys } from "../editing/use-editor-keys.js";
import type { ToCanvas } from "../editing/use-step-drag.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { BrandContext } from "../inspector/brand-context.js";
import { Inspector } from "../inspector/inspector.js";
import { PreviewContext } from "../inspector/scripts/preview-context.js";
import { useScriptPreview } from "../inspector/scripts/use-script-preview.js";
import { sizeOf } from "../nodes/node-size.js";
import { PreviewStage, PreviewTab } from "../preview/preview-stage.js";
import { createPreview, PreviewStoreContext } from "../preview/preview-store.js";
import { useSession } from "../session/session-context.js";
import { useToasts } from "../ui/toasts.js";
import { CanvasModeSwitch, useCanvasMode } from "./canvas-mode.js";
import { EmptyCanvas } from "./empty-canvas.js";
import {
  ConflictDialog,
  EditOutline,
  ExperimentArms,
  loadRest,
  ProblemsPanel,
  RulesPanel,
  StepPicker,
  StoppedSteps,
  VersionsPanel,
} from "./late-parts.js";
import { LeaveGuard } from "./leave-guard.js";
import { LiveStatus } from "./live-status.js";
import { NodeNumbers } from "./node-numbers.js";
import { Palette } from "./palette.js";
import { savePort } from "./save-port.js";
import { SidePanel } from "./side-panel.js";
import { startSession } from "./start-session.js";
import { StateNote } from "./state-note.js";
import { Toolbar } from "./toolbar.js";
import type { EditorBrand } from "./use-editor-brand.js";
import { type FirstLook, useFirstLook } from "./use-first-look.js";
import { useFlowNames } from "./use-flow-names.js";
import { useLiveCounts } from "./use-live-counts.js";

interface FlowEditorProps {
  readonly saved: SavedFlow;
  readonly brand: EditorBrand;
  readonly onOpenFlow: (flowId: string) => void;
  readonly lists: OpenLists;
  readonly look: FirstLook;
}

/** One flow being edited. It lives as long as the page of that flow. */
export function FlowEditor(props: FlowEditorProps) {
  const { brand } = props;
  const api = useApi();
  const locale = useLocale();
  const toasts = useToasts();
  const [session, setSession] = useState<EditorSession>();
  // Lists and language may change while the page is open; the session with all that was edited must go on.
  const now = useRef({ locale, brand });
  now.current = { locale, brand };
  const [opened] = useState(props.saved);
  useEffect(() => {
    let told: readonly Diagnostic[] = wireDiagnostics(opened.diagnostics);
    const { session: started, stop } = startSession({
      flow: opened.flow,
      revision: opened.revision,
      saveFlow: savePort(api, opened.flowId, (problems) => {
        const { flow } = started.document.store.getState();
        const isNew = beyondDraft(told, flow).length + beyondDraft(problems, flow).length > 0;
        told = problems;
        if (isNew) started.diagnostics.recheck();
      }),
      check: (flow) => {
        const found = checkWhenLoaded(flow, now.current.brand, Date.now());
        return found && [...found, ...beyondDraft(told, flow)];
      },
      tellRefused: ([problem]) => problem && toasts.fail(problem.message[now.current.locale]),
    });
    setSession(started);
    const stopLoading = loadRest(() => started.diagnostics.flush());
    return () => {
      stopLoading();
      stop();
    };
  }, [api, opened, toasts]);
  if (session === undefined) return null;
  return (
    <EditorContext value={session}>
      <BrandContext value={brand.brand}>
        <Workbench {...props} />
      </BrandContext>
    </EditorContext>
  );
}

const AT_ORIGIN: LayoutPlaces = {};

function Workbench({ saved, brand, onOpenFlow, lists, look }: FlowEditorProps) {
  const { document: flowDocument, autosave } = useEditor();
  const t = useTexts(EDITOR_TEXTS);
  const locale = useLocale();
  const names = useFlowNames(flowDocument, brand.brand, locale);
  const speech = useMemo(() => ({ locale, names }), [locale, names]);
  const preview = useScriptPreview(saved.flowId);
  const [rehearsal] = useState(() => createPreview(Date.now()));

  const [state, setState] = useState<{ state: WireFlowState; publishedVersion?: number | undefined }>(saved);
  const onLive = useCallback(
    (live: FlowLive) => setState({ state: live.state, publishedVersion: live.publishedVersion }),
    [],
  );
  const counts = useLiveCounts(saved.flowId, state.publishedVersion !== undefined, onLive);

  const flow = useDocument((one) => one.flow);
  const layout = useFlowLayout(flow);
  const places = useRef(AT_ORIGIN);
  places.current = layout?.places ?? AT_ORIGIN;
  const canvas = useRef<ReactFlowInstance<CardNode, RouteEdge>>(undefined);
  const area = useRef<HTMLElement>(null);
  const onReady = useCallback(
    (instance: ReactFlowInstance<CardNode, RouteEdge>) => {
      canvas.current = instance;
      const { nodes } = flowDocument.store.getState().flow;
      const size = area.current?.getBoundingClientRect() ?? { width: 800, height: 600 };
      const boxes = nodes.map((node) => ({ id: node.id, ...sizeOf(node) }));
      void instance.setViewport(startView(boxes, places.current, size));
    },
    [flowDocument],
  );
  const onFit = useCallback(() => void canvas.current?.fitView(FIT_VIEW), []);
  const toCanvas = useCallback<ToCanvas>((at) => canvas.current?.screenToFlowPosition(at) ?? at, []);
  useFirstLook(look);
  useEditorKeys({ places, onFit });
  useClipboard();
  useEffect(() => {
    const retry = () => autosave.saveNow();
    window.addEventListener("online", retry);
    return () => window.removeEventListener("online", retry);
  }, [autosave]);
  // Another session of the same user: somebody signed in again, and what waited for that is saved.
  const signedIn = useSession();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the session is the occasion, not an ingredient
  useEffect(() => autosave.saveNow(), [autosave, signedIn]);
  const [isDragging, setDragging] = useState(false);
  const [mode, setMode] = useCanvasMode();
  const panels = useMemo(
    () => ({
      form: () => (
        <>
          {state.publishedVersion !== undefined && <ExperimentArms flowId={saved.flowId} />}
          <NodeNumbers />
          <Inspector />
        </>
      ),
      preview: () => <PreviewTab />,
      problems: () => <ProblemsPanel />,
      rules: () => <RulesPanel checkOptions={brand.check} />,
      versions: () => <VersionsPanel flowId={saved.flowId} publishedVersion={state.publishedVersion} mayRestore />,
    }),
    [brand, saved.flowId, state.publishedVersion],
  );

  return (
    <SpeechContext value={speech}>
      <PreviewStoreContext value={rehearsal}>
        <PreviewContext value={preview}>
          <LiveCountsContext value={counts}>
            <OpenListsContext value={lists}>
              <ReactFlowProvider>
                <div className="editor" data-dragging={isDragging}>
                  <Toolbar
                    flowId={saved.flowId}
                    state={state.state}
                    publishedVersion={state.publishedVersion}
                    onState={setState}
                  />
                  <Palette toCanvas={toCanvas} onDrag={setDragging} />
                  <div className="editor-middle">
                    <StateNote state={state.state} />
                    {state.publishedVersion !== undefined && <StoppedSteps flowId={saved.flowId} />}
                    <section className="editor-canvas" aria-label={t("canvas.area")} ref={area}>
                      {mode === "list" && <EditOutline />}
                      {mode === "canvas" && layout && <EditCanvas layout={layout} onReady={onReady} />}
                      {flow.nodes.length === 0 && <EmptyCanvas />}
                      <PreviewStage check={brand.check} />
                      {flow.nodes.length > 0 && <CanvasModeSwitch mode={mode} onMode={setMode} />}
                      <LiveStatus />
                    </section>
                  </div>
                  <SidePanel panels={panels} />
                  <StepPicker />
                </div>
                <ConflictDialog onOpenCopy={onOpenFlow} />
                <LeaveGuard />
              </ReactFlowProvider>
            </OpenListsContext>
          </LiveCountsContext>
        </PreviewContext>
      </PreviewStoreContext>
    </SpeechContext>
  );
}
