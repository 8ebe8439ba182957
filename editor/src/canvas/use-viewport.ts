import type { Flow } from "@sopflow/schemas";
import type { ReactFlowInstance } from "@xyflow/react";
import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import { useEditor, useView } from "../editing/editor-session.js";
import type { CardNode, RouteEdge } from "./flow-elements.js";
import type { FlowLayout, LayoutPlaces } from "./layout/layout-input.js";

type Canvas = RefObject<ReactFlowInstance<CardNode, RouteEdge> | undefined>;

/** How near to the rim of the canvas a card may be to count as seen, px. */
const RIM_PX = 24;
const MOVE_MS = 200;

/** Keeps the picture still: what is being worked at stays in its place when the layout moves, and comes when asked for. */
export function useViewport(canvas: Canvas, { places }: FlowLayout): void {
  const { document: flowDocument, view } = useEditor();
  const before = useRef<LayoutPlaces>(undefined);

  useLayoutEffect(() => {
    const last = before.current;
    before.current = places;
    const instance = canvas.current;
    if (instance === undefined || last === undefined || last === places) return;
    const id = anchorOf(flowDocument.store.getState().flow, view.getState().current, last, places);
    const [was, is] = [last[id ?? ""], places[id ?? ""]];
    if (was === undefined || is === undefined || (was.x === is.x && was.y === is.y)) return;
    const { x, y, zoom } = instance.getViewport();
    void instance.setViewport({ x: x - (is.x - was.x) * zoom, y: y - (is.y - was.y) * zoom, zoom });
  }, [canvas, places, flowDocument, view]);

  const reveal = useView((state) => state.reveal);
  const done = useRef(0);
  useEffect(() => {
    const instance = canvas.current;
    const place = reveal && places[reveal.nodeId];
    if (instance === undefined || reveal === undefined || place === undefined || done.current === reveal.serial) return;
    done.current = reveal.serial;
    bringIntoSight(instance, reveal.nodeId);
    const card = document.querySelector<HTMLElement>(`[data-node="${CSS.escape(reveal.nodeId)}"]`);
    if (reveal.focus) card?.focus({ preventScroll: true });
  }, [canvas, reveal, places]);
}

/** The card that keeps its place: the current one, or where it hangs if it is new. */
function anchorOf(flow: Flow, current: string | undefined, last: LayoutPlaces, now: LayoutPlaces): string | undefined {
  const sources = flow.edges.filter((edge) => edge.target === current).map((edge) => edge.source);
  const candidates = [current, ...sources, ...flow.nodes.map((node) => node.id)];
  return candidates.find((id) => id !== undefined && last[id] !== undefined && now[id] !== undefined);
}

function bringIntoSight(instance: ReactFlowInstance<CardNode, RouteEdge>, nodeId: string): void {
  const node = instance.getNode(nodeId);
  const rim = document.querySelector(".editor-canvas")?.getBoundingClientRect();
  if (node === undefined || rim === undefined) return;
  // The bar of a preview covers the lower part.
  const bottom = document.querySelector(".preview-bar")?.getBoundingClientRect().top ?? rim.bottom - RIM_PX;
  const zoom = instance.getZoom();
  const { x, y } = instance.flowToScreenPosition(node.position);
  const [width, height] = [(node.width ?? 0) * zoom, (node.height ?? 0) * zoom];
  const isSeen =
    x > rim.left + RIM_PX && y > rim.top + RIM_PX && x + width < rim.right - RIM_PX && y + height < bottom - RIM_PX;
  if (isSeen) return;
  const middle = { x: node.position.x + (node.width ?? 0) / 2, y: node.position.y + (node.height ?? 0) / 2 };
  void instance.setCenter(middle.x, middle.y, { zoom: Math.max(zoom, 0.7), duration: MOVE_MS });
}
