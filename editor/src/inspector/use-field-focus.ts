import { type RefObject, useEffect, useRef } from "react";
import { useView } from "../editing/editor-session.js";

const CONTROL = "input:not([type=hidden]), textarea, select, button";

/** Brings the field into sight that somebody asked for: the nearest one that the path leads to, and its first control. */
export function useFieldFocus(root: RefObject<HTMLElement | null>, nodeId: string | undefined): void {
  const request = useView((state) => state.field);
  const done = useRef(0);
  useEffect(() => {
    if (request === undefined || request.serial === done.current || request.nodeId !== nodeId) return;
    const element = root.current && findField(root.current, request.path);
    if (!element) return;
    done.current = request.serial;
    for (let up = element.parentElement; up; up = up.parentElement)
      if (up instanceof HTMLDetailsElement) up.open = true;
    element.scrollIntoView?.({ block: "center" });
    const control = element.matches(CONTROL) ? element : element.querySelector<HTMLElement>(CONTROL);
    control?.focus({ preventScroll: true });
  }, [request, nodeId, root]);
}

/** The element with the longest path that is the asked one or leads to it; for no path the form's first field. */
export function findField(root: HTMLElement, path: string): HTMLElement | undefined {
  const wanted = path.replace(/^(nodes\.\d+\.)?(data\.?|settings\.?)?/, "");
  const fields = [...root.querySelectorAll<HTMLElement>("[data-path]")];
  if (wanted === "") return fields[0];
  const leading = fields.filter(({ dataset }) => {
    const at = dataset.path ?? "";
    return at !== "" && (wanted === at || wanted.startsWith(`${at}.`));
  });
  return leading.sort((a, b) => (b.dataset.path ?? "").length - (a.dataset.path ?? "").length)[0] ?? fields[0];
}
