/** How far a key reaches: into text fields too, everywhere but there, or only with the focus on the canvas or nowhere. */
export type Reach = "fields" | "page" | "canvas";

/** What keys do. Copy, cut and paste are not here: they come as the browser's own clipboard events. */
const REACH = {
  save: "fields",
  undo: "page",
  redo: "page",
  delete: "canvas",
  deleteOnly: "canvas",
  duplicate: "canvas",
  selectAll: "canvas",
  disable: "canvas",
  fit: "canvas",
  open: "canvas",
  leave: "canvas",
  up: "canvas",
  down: "canvas",
  left: "canvas",
  right: "canvas",
} as const satisfies Readonly<Record<string, Reach>>;
export type Shortcut = keyof typeof REACH;

export const reachOf = (shortcut: Shortcut): Reach => REACH[shortcut];

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

/** Whether keys typed here write text, so that shortcuts must keep quiet. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "range"].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable === true
  );
}
