import type { Diagnostic, Flow } from "@sopflow/schemas";
import { Background, Controls, MiniMap, type NodeChange, ReactFlow, type ReactFlowInstance } from "@xyflow/react";
import { useMemo, useRef } from "react";
import { useLocale } from "../i18n/locale-context.js";
import { translate } from "../i18n/translate.js";
import { sizeOf } from "../nodes/node-size.js";
import { titleOf } from "../nodes/registry.js";
import "@xyflow/react/dist/style.css";
import "./canvas.css";
import { ariaLabels, minimapColour } from "./canvas-words.js";
import { FlowEdge } from "./flow-edge.js";
import { type CardNode, cardNodes, type RouteEdge, routeEdges } from "./flow-elements.js";
import type { LayoutPlaces, LayoutRoutes } from "./layout/layout-input.js";
import { NodeCard } from "./node-card.js";
import { FIT_VIEW, startView } from "./start-view.js";
import { useSummaries } from "./use-summaries.js";

const NODE_TYPES = { card: NodeCard };
const EDGE_TYPES = { route: FlowEdge };
const NO_PROBLEMS: ReadonlyMap<string, readonly Diagnostic[]> = new Map();
const NO_ROUTES: LayoutRoutes = {};
const NONE: readonly string[] = [];

export interface FlowCanvasProps {
  readonly flow: Flow;
  /** Where the layout puts each node; one that is missing stands where the file says. */
  readonly places: LayoutPlaces;
  readonly routes?: LayoutRoutes;
  readonly problems?: ReadonlyMap<string, readonly Diagnostic[]>;
  readonly selected?: readonly string[];
  /** A card was chosen by a press or by Enter; without it, the free canvas was pressed. */
  readonly onChoose?: (nodeId: string | undefined) => void;
}

/** A flow to look at: pan, zoom, fit, minimap. Nothing can be changed here. */
export function FlowCanvas(props: FlowCanvasProps) {
  const { flow, places, routes = NO_ROUTES, problems = NO_PROBLEMS, selected = NONE, onChoose } = props;
  const locale = useLocale();
  const describe = useSummaries();
  const before = useRef<CardNode[]>([]);
  const nodes = useMemo(() => {
    const placed = { ...Object.fromEntries(flow.nodes.map((node) => [node.id, node.position])), ...places };
    const cards = cardNodes(flow, placed, problems, describe, before.current, selected).map((card) =>
      labelled(
        card,
        translate(locale, "canvas.nodeLabel", {
          title: titleOf(card.data.node, locale),
          summary: card.data.summary,
        }),
      ),
    );
    before.current = cards;
    return cards;
  }, [flow, places, problems, describe, selected, locale]);
  const edges = useMemo(() => routeEdges(flow, routes), [flow, routes]);
  const root = useRef<HTMLDivElement>(null);
  const onInit = (canvas: ReactFlowInstance<CardNode, RouteEdge>) => {
    const size = root.current?.getBoundingClientRect() ?? { width: 800, height: 600 };
    const boxes = flow.nodes.map((node) => ({ id: node.id, ...sizeOf(node) }));
    void canvas.setViewport(startView(boxes, places, size));
  };
  const onNodesChange = (changes: NodeChange<CardNode>[]) => {
    const chosen = changes.find((change) => change.type === "select" && change.selected);
    if (chosen?.type === "select") onChoose?.(chosen.id);
  };
  return (
    <ReactFlow
      ref={root}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      nodesDraggable={false}
      nodesConnectable={false}
      onInit={onInit}
      onNodesChange={onNodesChange}
      onPaneClick={() => onChoose?.(undefined)}
      deleteKeyCode={null}
      minZoom={0.1}
      aria-label={translate(locale, "canvas.label")}
      ariaLabelConfig={ariaLabels(locale)}
    >
      <Background gap={24} />
      <Controls showInteractive={false} fitViewOptions={FIT_VIEW} />
      <MiniMap<CardNode> pannable zoomable nodeColor={minimapColour} />
    </ReactFlow>
  );
}

const labelled = (card: CardNode, ariaLabel: string): CardNode =>
  card.ariaLabel === ariaLabel ? card : { ...card, ariaLabel };
