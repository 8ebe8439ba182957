import { useEffect } from "react";
import { ownText } from "../document/clipboard/clipboard-text.js";
import { type EditorSession, useEditor } from "./editor-session.js";
import { copyText, removeSelection } from "./gestures.js";
import { isTyping } from "./shortcuts.js";

/** What is pasted may come from anywhere and is checked as a file is; the canvas shows without that check. */
export const loadPasting = () => import("./paste-text.js");

/** Copy, cut and paste by the browser's own events: they need no permission, and work between tabs and flows. */
export function useClipboard(): void {
  const session = useEditor();
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => void copy(session, event);
    const onCut = (event: ClipboardEvent) => {
      if (copy(session, event)) removeSelection(session);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isElsewhere(event)) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (ownText(text) === undefined) return;
      event.preventDefault();
      void loadPasting().then(({ pasteText }) => pasteText(session, text));
    };
    document.addEventListener("copy", onCopy);
    document.addEventListener("cut", onCut);
    document.addEventListener("paste", onPaste);
    return () => {
      document.removeEventListener("copy", onCopy);
      document.removeEventListener("cut", onCut);
      document.removeEventListener("paste", onPaste);
    };
  }, [session]);
}

/** The event is about a text: in a field, in a window, or one that is marked on the page. */
function isElsewhere(event: ClipboardEvent): boolean {
  if (event.defaultPrevented || isTyping(event.target)) return true;
  return document.querySelector("[data-modal], .popover") !== null;
}

function copy(session: EditorSession, event: ClipboardEvent): boolean {
  if (isElsewhere(event) || (document.getSelection()?.toString() ?? "") !== "") return false;
  const text = copyText(session);
  if (text === undefined) return false;
  event.clipboardData?.setData("text/plain", text);
  event.preventDefault();
  return true;
}
