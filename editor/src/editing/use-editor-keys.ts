import { type RefObject, useEffect } from "react";
import type { LayoutPlaces } from "../canvas/layout/layout-input.js";
import { type EditorSession, useEditor } from "./editor-session.js";
import { clearSelection, showField, showNode } from "./editor-view.js";
import { duplicateSelection, removeSelection, selectAll, toggleDisabled } from "./gestures.js";
import { isTyping, reachOf, type Shortcut, shortcutOf } from "./shortcuts.js";
import { walkGraph } from "./walk-graph.js";

interface KeyPlaces {
  readonly places: RefObject<LayoutPlaces>;
  readonly onFit: () => void;
}

/** The keyboard of the editor. Keys typed into fields, lists and windows are left alone. */
export function useEditorKeys({ places, onFit }: KeyPlaces): void {
  const session = useEditor();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const shortcut = shortcutOf(event);
      if (shortcut === undefined) return;
      const reach = reachOf(shortcut);
      if (reach !== "fields" && isTyping(event.target)) return;
      if (document.querySelector("[data-modal], .popover, .menu")) return;
      if (reach === "canvas" && !isOnCanvas(event.target)) return;
      if (doShortcut(session, shortcut, places.current, event.target, onFit)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [session, places, onFit]);
}

const isOnCanvas = (target: EventTarget | null): boolean =>
  target === document.body || (target instanceof Element && target.closest(".editor-canvas, #content") !== null);

function doShortcut(
  session: EditorSession,
  shortcut: Shortcut,
  places: LayoutPlaces,
  target: EventTarget | null,
  onFit: () => void,
): boolean {
  const { view, document: flowDocument, autosave } = session;
  switch (shortcut) {
    case "undo":
      return flowDocument.undo() || true;
    case "redo":
      return flowDocument.redo() || true;
    case "save":
      autosave.saveNow();
      return true;
    case "delete":
      return removeAndGoOn(session, true);
    case "deleteOnly":
      return removeAndGoOn(session, false);
    case "duplicate":
      return duplicateSelection(session);
    case "selectAll":
      selectAll(session);
      return true;
    case "disable":
      return toggleDisabled(session);
    case "fit":
      onFit();
      return true;
    case "open":
      return open(session, target);
    case "leave":
      clearSelection(view);
      return true;
    case "up":
    case "down":
    case "left":
    case "right": {
      const { current } = view.getState();
      const { flow } = flowDocument.store.getState();
      const next = current === undefined ? flow.nodes[0]?.id : walkGraph(flow, places, current, shortcut);
      if (next === undefined) return false;
      showNode(view, next, true);
      return true;
    }
    default:
      return shortcut satisfies never;
  }
}

function removeAndGoOn(session: EditorSession, bridge: boolean): boolean {
  const isRemoved = removeSelection(session, { bridge });
  const { current } = session.view.getState();
  if (isRemoved && current !== undefined) {
    document.querySelector<HTMLElement>(`[data-node="${CSS.escape(current)}"]`)?.focus({ preventScroll: true });
  }
  return isRemoved;
}

/** Enter on a card goes into its form. On another button, a "+" for instance, it presses the button. */
function open({ view }: EditorSession, target: EventTarget | null): boolean {
  const card = target instanceof Element ? target.closest<HTMLElement>("[data-node]") : null;
  const nodeId = card?.dataset.node ?? (target === document.body ? view.getState().selectedNodes[0] : undefined);
  if (nodeId === undefined) return false;
  showField(view, nodeId, "");
  return true;
}
