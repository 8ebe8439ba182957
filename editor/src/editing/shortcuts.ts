/** What keys do on the canvas. Copy, cut and paste are not here: they come as the browser's own clipboard events. */
export const SHORTCUTS = [
  "undo",
  "redo",
  "save",
  "delete",
  "deleteOnly",
  "duplicate",
  "selectAll",
  "disable",
  "fit",
  "open",
  "leave",
  "up",
  "down",
  "left",
  "right",
] as const;
export type Shortcut = (typeof SHORTCUTS)[number];

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

const PLAIN: Readonly<Record<string, Shortcut>> = {
  Delete: "delete",
  Backspace: "delete",
  Enter: "open",
  Escape: "leave",
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  "1": "fit",
  d: "disable",
};
const WITH_CONTROL: Readonly<Record<string, Shortcut>> = {
  z: "undo",
  y: "redo",
  s: "save",
  d: "duplicate",
  a: "selectAll",
};

/** What a key press means; undefined = nothing. */
export function shortcutOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Key): Shortcut | undefined {
  if (altKey) return undefined;
  if (ctrlKey || metaKey) {
    const found = WITH_CONTROL[key.toLowerCase()];
    return shiftKey ? (found === "undo" ? "redo" : undefined) : found;
  }
  const found = PLAIN[key.length === 1 ? key.toLowerCase() : key];
  if (shiftKey) return found === "delete" ? "deleteOnly" : undefined;
  return found;
}

/** Works everywhere on the page, inside text fields too. */
export const isPageWide = (shortcut: Shortcut): boolean => shortcut === "save";

/** Whether keys typed here write text, so that shortcuts must keep quiet. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "range"].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable === true
  );
}
