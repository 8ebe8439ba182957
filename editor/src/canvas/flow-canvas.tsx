import type { Diagnostic, Flow } from "@sopflow/schemas";
import { Background, Controls, MiniMap, ReactFlow } from "@xyflow/react";
import { useMemo, useRef } from "react";
import { translate } from "../i18n/translate.js";
import { CATEGORY_COLOURS } from "../nodes/node-view.js";
import { summaryOf, titleOf, viewOf } from "../nodes/registry.js";
import "@xyflow/react/dist/style.css";
import "./canvas.css";
import { type CardNode, cardEdges, cardNodes } from "./flow-elements.js";
import type { LayoutPlaces } from "./layout/layout-input.js";
import { useSpeech } from "./locale-context.js";
import { NodeCard } from "./node-card.js";

const NODE_TYPES = { card: NodeCard };
const NO_PROBLEMS: ReadonlyMap<string, readonly Diagnostic[]> = new Map();

export interface FlowCanvasProps {
  readonly flow: Flow;
  /** Where the layout puts each node; one that is missing stands where the file says. */
  readonly places: LayoutPlaces;
  readonly problems?: ReadonlyMap<string, readonly Diagnostic[]>;
}

/** A flow to look at: pan, zoom, fit, minimap. Nothing can be changed here yet. */
export function FlowCanvas({ flow, places, problems = NO_PROBLEMS }: FlowCanvasProps) {
  const { locale, names } = useSpeech();
  const before = useRef<CardNode[]>([]);
  const nodes = useMemo(() => {
    const cards = cardNodes(flow, places, problems, before.current).map((card) =>
      labelled(
        card,
        translate(locale, "canvas.nodeLabel", {
          title: titleOf(card.data.node, locale),
          summary: summaryOf(card.data.node, locale, names),
        }),
      ),
    );
    before.current = cards;
    return cards;
  }, [flow, places, problems, locale, names]);
  const edges = useMemo(() => cardEdges(flow), [flow]);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      nodesDraggable={false}
      nodesConnectable={false}
      fitView
      fitViewOptions={{ padding: 0.1, maxZoom: 1 }}
      minZoom={0.1}
      aria-label={translate(locale, "canvas.label")}
      ariaLabelConfig={{
        "controls.ariaLabel": translate(locale, "canvas.controls"),
        "controls.zoomIn.ariaLabel": translate(locale, "canvas.zoomIn"),
        "controls.zoomOut.ariaLabel": translate(locale, "canvas.zoomOut"),
        "controls.fitView.ariaLabel": translate(locale, "canvas.fit"),
        "minimap.ariaLabel": translate(locale, "canvas.minimap"),
      }}
    >
      <Background gap={24} />
      <Controls showInteractive={false} />
      <MiniMap<CardNode> pannable zoomable nodeColor={colourOf} />
    </ReactFlow>
  );
}

const labelled = (card: CardNode, ariaLabel: string): CardNode =>
  card.ariaLabel === ariaLabel ? card : { ...card, ariaLabel };

const colourOf = ({ data }: CardNode): string => `var(${CATEGORY_COLOURS[viewOf(data.node).category]})`;
