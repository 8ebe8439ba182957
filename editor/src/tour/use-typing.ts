import { useEffect, useState } from "react";

const FIELDS = "input, textarea, select, [contenteditable]";

/** Whether the cursor is in a field: what is being written is not to be hurried. */
export function useTyping(): boolean {
  const [isTyping, setTyping] = useState(false);
  useEffect(() => {
    const look = () => setTyping(document.activeElement?.matches(FIELDS) === true);
    // Between two fields the focus is nowhere for a moment.
    const lookSoon = () => requestAnimationFrame(look);
    look();
    document.addEventListener("focusin", look);
    document.addEventListener("focusout", lookSoon);
    return () => {
      document.removeEventListener("focusin", look);
      document.removeEventListener("focusout", lookSoon);
    };
  }, []);
  return isTyping;
}
