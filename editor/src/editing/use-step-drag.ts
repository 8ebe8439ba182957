import type { NodeType } from "@sopflow/schemas";
import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from "react";
import { edgeAt } from "../document/graph/flow-graph.js";
import { type EditorSession, useEditor } from "./editor-session.js";
import type { Slot } from "./editor-view.js";
import { mayPlace, placeStep } from "./place-step.js";

/** A press that moves less than this is a press, not a drag, px. */
const DRAG_PX = 5;

export interface StepDrag {
  readonly type: NodeType;
  /** Where the pointer is, px of the screen. */
  readonly x: number;
  readonly y: number;
  /** Whether letting go here adds the step. */
  readonly fits: boolean;
}

export type ToCanvas = (at: { x: number; y: number }) => { x: number; y: number };

/**
 * Drags a step out of the palette: onto a "+", an edge, or the free canvas. By pointer events, so that a pen and a
 * finger do it as well as a mouse. Escape gives up.
 */
export function useStepDrag(toCanvas: ToCanvas, onDrag: (isDragging: boolean) => void) {
  const session = useEditor();
  const [drag, setDrag] = useState<StepDrag>();
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);

  const start = (type: NodeType, event: ReactPointerEvent) => {
    if (event.button !== 0) return;
    const from = { x: event.clientX, y: event.clientY };
    let isMoving = false;
    let over: HTMLElement | undefined;
    const mark = (element: HTMLElement | undefined) => {
      if (over === element) return;
      over?.removeAttribute("data-over");
      element?.setAttribute("data-over", "true");
      over = element;
    };
    const move = ({ clientX: x, clientY: y }: PointerEvent) => {
      if (!isMoving && Math.hypot(x - from.x, y - from.y) < DRAG_PX) return;
      if (!isMoving) onDrag(true);
      isMoving = true;
      const target = targetAt(session, x, y, toCanvas);
      const fits = target !== undefined && isFit(session, type, target.slot);
      mark(fits ? target.element : undefined);
      setDrag({ type, x, y, fits });
    };
    const end = () => {
      mark(undefined);
      if (isMoving) onDrag(false);
      setDrag(undefined);
      stop.current = undefined;
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", drop);
      window.removeEventListener("pointercancel", end);
      window.removeEventListener("keydown", giveUp, true);
    };
    const drop = ({ clientX: x, clientY: y }: PointerEvent) => {
      end();
      if (!isMoving) return;
      swallowClick();
      const target = targetAt(session, x, y, toCanvas);
      if (target) placeStep(session, type, target.slot);
    };
    const giveUp = (key: KeyboardEvent) => {
      if (key.key !== "Escape") return;
      key.stopPropagation();
      end();
    };
    stop.current = end;
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", drop);
    window.addEventListener("pointercancel", end);
    window.addEventListener("keydown", giveUp, true);
  };
  return { drag, start };
}

/** Let go over the button it came from, a drag would end as a press on it. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
}

const isFit = (session: EditorSession, type: NodeType, slot: Slot): boolean =>
  mayPlace(session.document.store.getState().flow, type, slot).length === 0;

interface Target {
  readonly slot: Slot;
  /** The "+" that takes it. */
  readonly element?: HTMLElement;
}

function targetAt(session: EditorSession, x: number, y: number, toCanvas: ToCanvas): Target | undefined {
  const stack = document.elementsFromPoint(x, y);
  const isOnCanvas = stack.some((element) => element.closest(".editor-canvas"));
  if (!isOnCanvas) return undefined;
  for (const element of stack) {
    const add = element.closest<HTMLElement>("[data-slot-node]");
    const { slotNode: source, slotPort: port } = add?.dataset ?? {};
    if (add && source !== undefined && port !== undefined)
      return { slot: { kind: "port", source, port }, element: add };
    const edgeId = element.closest<SVGElement>(".react-flow__edge")?.dataset.id;
    const slot = edgeId === undefined ? undefined : slotOfEdge(session, edgeId);
    if (slot) return { slot };
  }
  return { slot: { kind: "free", position: toCanvas({ x, y }) } };
}

function slotOfEdge(session: EditorSession, edgeId: string): Slot | undefined {
  const { flow } = session.document.store.getState();
  const edge = flow.edges.find((one) => one.id === edgeId);
  if (edge === undefined || edgeAt(flow, edge.source, edge.sourceHandle) === undefined) return undefined;
  return { kind: "port", source: edge.source, port: edge.sourceHandle };
}
