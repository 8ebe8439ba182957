import {
  Background,
  Controls,
  type EdgeChange,
  MiniMap,
  type NodeChange,
  ReactFlow,
  type ReactFlowInstance,
  SelectionMode,
} from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useStore } from "zustand";
import "@xyflow/react/dist/style.css";
import "./canvas.css";
import { disconnect } from "../document/commands/disconnect.js";
import { useDocument, useEditor, useView } from "../editing/editor-session.js";
import { clearSelection, showNode } from "../editing/editor-view.js";
import { cutPort } from "../editing/gestures.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { translate } from "../i18n/translate.js";
import { useTrail } from "../preview/use-trail.js";
import { type CanvasActions, CanvasActionsContext, CurrentContext } from "./canvas-actions.js";
import { ariaLabels, minimapColour } from "./canvas-words.js";
import { FlowEdge } from "./flow-edge.js";
import { type CardNode, cardNodes, type RouteEdge, routeEdges } from "./flow-elements.js";
import type { FlowLayout } from "./layout/layout-input.js";
import { NodeCard } from "./node-card.js";
import { FIT_VIEW } from "./start-view.js";
import { useConnecting } from "./use-connecting.js";
import { useSummaries } from "./use-summaries.js";
import { useViewport } from "./use-viewport.js";

const NODE_TYPES = { card: NodeCard };
const EDGE_TYPES = { route: FlowEdge };

interface EditCanvasProps {
  readonly layout: FlowLayout;
  readonly onReady: (canvas: ReactFlowInstance<CardNode, RouteEdge>) => void;
}

/** The flow on a canvas to be edited. Gestures call commands; nothing here changes the document by itself. */
export function EditCanvas({ layout, onReady }: EditCanvasProps) {
  const session = useEditor();
  const { view } = session;
  const locale = useLocale();
  const t = useTexts(EDITOR_TEXTS);
  const flow = useDocument((state) => state.flow);
  const problems = useStore(session.diagnostics.store, (state) => state.byNode);
  const selectedNodes = useView((state) => state.selectedNodes);
  const selectedEdges = useView((state) => state.selectedEdges);
  const { places, routes } = layout;
  const describe = useSummaries();

  const cards = useRef<CardNode[]>([]);
  const nodes = useMemo(() => {
    cards.current = cardNodes(flow, places, problems, describe, cards.current, selectedNodes);
    return cards.current;
  }, [flow, places, problems, describe, selectedNodes]);
  const lines = useRef<RouteEdge[]>([]);
  const edges = useMemo(() => {
    lines.current = routeEdges(flow, routes, lines.current, selectedEdges);
    return lines.current;
  }, [flow, routes, selectedEdges]);
  const shown = useTrail(nodes, edges);

  const actions = useMemo<CanvasActions>(
    () => ({
      onAdd(slot, button) {
        const { x, y, width, height } = button.getBoundingClientRect();
        view.setState({ picker: { slot, anchor: { x, y, width, height } }, current: slot.source });
      },
      onCutEdge: (edgeId) => {
        session.document.run(disconnect, { edgeIds: [edgeId] });
        clearSelection(view);
      },
      onCutPort: (source, port) => void cutPort(session, source, port),
      onOpen: (nodeId) => showNode(view, nodeId),
      onFocus: (nodeId) => view.setState({ current: nodeId }),
      texts: {
        cut: t("edge.cut"),
        add: (title, port) => t("port.add", { title, port }),
      },
    }),
    [session, view, t],
  );
  // Tab must always find a card.
  const isCurrentHere = useView((state) => flow.nodes.some((node) => node.id === state.current));
  useEffect(() => {
    if (!isCurrentHere) view.setState({ current: flow.nodes[0]?.id });
  }, [isCurrentHere, flow, view]);

  const canvas = useRef<ReactFlowInstance<CardNode, RouteEdge>>(undefined);
  useViewport(canvas, layout);

  const connecting = useConnecting();
  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      const { selectedNodes: before } = view.getState();
      const chosen = selectedAfter(before, changes);
      if (chosen !== before) view.setState({ selectedNodes: chosen });
    },
    [view],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<RouteEdge>[]) => {
      const { selectedEdges: before } = view.getState();
      const chosen = selectedAfter(before, changes);
      if (chosen !== before) view.setState({ selectedEdges: chosen });
    },
    [view],
  );
  const onNodeClick = useCallback(
    (_event: unknown, { id }: CardNode) => view.setState({ current: id, tab: "form" }),
    [view],
  );

  return (
    <CanvasActionsContext value={actions}>
      <CurrentContext value={view}>
        <ReactFlow<CardNode, RouteEdge>
          nodes={shown.nodes}
          edges={shown.edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onInit={(instance) => {
            canvas.current = instance;
            onReady(instance);
          }}
          nodesDraggable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode="Shift"
          selectionMode={SelectionMode.Partial}
          connectOnClick={false}
          connectionRadius={40}
          {...connecting}
          onNodeClick={onNodeClick}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onPaneClick={() => clearSelection(view)}
          minZoom={0.08}
          maxZoom={1.6}
          zoomOnDoubleClick={false}
          aria-label={translate(locale, "canvas.label")}
          ariaLabelConfig={ariaLabels(locale)}
        >
          <Background gap={24} />
          <Controls showInteractive={false} fitViewOptions={FIT_VIEW} />
          <MiniMap<CardNode> pannable zoomable nodeColor={minimapColour} nodeBorderRadius={12} />
        </ReactFlow>
      </CurrentContext>
    </CanvasActionsContext>
  );
}

type Change = { readonly type: string; readonly id?: string; readonly selected?: boolean };

/** What is selected after these changes; the same list when nothing changed. */
function selectedAfter(before: readonly string[], changes: readonly Change[]): readonly string[] {
  const chosen = new Set(before);
  for (const { type, id, selected } of changes) {
    if (type !== "select" || id === undefined) continue;
    if (selected) chosen.add(id);
    else chosen.delete(id);
  }
  const isSame = chosen.size === before.length && before.every((id) => chosen.has(id));
  return isSame ? before : [...chosen];
}
