import { type Connection, type Edge, type OnConnectEnd, useStoreApi } from "@xyflow/react";
import { useEffect, useMemo, useRef } from "react";
import { useEditor } from "../editing/editor-session.js";
import { drawEdge, mayDraw, moveEdge } from "../editing/gestures.js";

/** A drag that ends nearer than this to where it began was a press, px. */
const PRESS_PX = 8;

/**
 * Drawing an edge from a port, and dragging either end of one elsewhere. Let go over a card it leads there, over the
 * free canvas it asks what step should stand there. Escape gives up.
 */
export function useConnecting() {
  const session = useEditor();
  const reactFlow = useStoreApi();
  const isGivenUp = useRef(false);
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  return useMemo(() => {
    const onConnectStart = () => {
      isGivenUp.current = false;
      const giveUp = (event: KeyboardEvent) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        isGivenUp.current = true;
        reactFlow.getState().cancelConnection();
      };
      stop.current?.();
      window.addEventListener("keydown", giveUp, true);
      stop.current = () => window.removeEventListener("keydown", giveUp, true);
    };
    const onConnectEnd: OnConnectEnd = (event, { fromNode, fromHandle, from, pointer, isValid }) => {
      stop.current?.();
      const source = fromNode?.id;
      const port = fromHandle?.id;
      // A valid end was taken by `onConnect`; a handle without a name is the upper rim, whose edge was dragged by its start.
      if (isGivenUp.current || isValid || source === undefined || port === undefined || port === null) return;
      if (from && pointer && Math.hypot(from.x - pointer.x, from.y - pointer.y) < PRESS_PX) return;
      const at = "changedTouches" in event ? event.changedTouches[0] : event;
      if (at === undefined) return;
      // A card takes an edge anywhere, not only at its upper rim.
      const target = document
        .elementsFromPoint(at.clientX, at.clientY)
        .map((element) => element.closest<HTMLElement>(".react-flow__node")?.dataset.id)
        .find((id) => id !== undefined);
      if (target !== undefined) {
        if (target !== source) drawEdge(session, { source, sourceHandle: port, target });
        return;
      }
      const anchor = { x: at.clientX, y: at.clientY, width: 0, height: 0 };
      session.view.setState({ picker: { slot: { kind: "port", source, port }, anchor } });
    };
    const onConnect = ({ source, sourceHandle, target }: Connection) => {
      if (!isGivenUp.current && sourceHandle !== null) drawEdge(session, { source, sourceHandle, target });
    };
    const onReconnect = (edge: Edge, { source, sourceHandle, target }: Connection) => {
      if (!isGivenUp.current && sourceHandle !== null) moveEdge(session, edge.id, { source, sourceHandle, target });
    };
    const isValidConnection = ({ source, sourceHandle, target }: Connection | Edge) =>
      typeof sourceHandle === "string" &&
      mayDraw(session.document.store.getState().flow, { source, sourceHandle, target });
    return { onConnectStart, onConnectEnd, onConnect, onReconnect, isValidConnection };
  }, [session, reactFlow]);
}
