import { useEffect, useState } from "react";
import type { Box } from "./place-card.js";

/** What the page shows of the tour's concern. */
export interface Seen {
  /** Where the first of the wanted things is that can be seen; undefined when none can. */
  readonly box: Box | undefined;
  /** Its place in the list of what was wanted; -1 when none can be seen. */
  readonly index: number;
  /** A window stands over the page. */
  readonly isModal: boolean;
}

const NOTHING: Seen = { box: undefined, index: -1, isModal: false };
const MODAL = "[data-modal], dialog[open]";

/**
 * Follows what the tour speaks of while the page changes, scrolls and pans. Looks once per frame and only at the page:
 * the parts it speaks of need not know of it.
 */
export function useTarget(selectors: readonly string[]): Seen {
  const [seen, setSeen] = useState(NOTHING);
  useEffect(() => {
    let frame = 0;
    const look = () => {
      const next = lookFor(selectors);
      setSeen((before) => (isSame(before, next) ? before : next));
      frame = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(frame);
  }, [selectors]);
  return seen;
}

function lookFor(selectors: readonly string[]): Seen {
  const isModal = document.querySelector(MODAL) !== null;
  for (const [index, selector] of selectors.entries()) {
    for (const element of document.querySelectorAll(selector)) {
      const { x, y, width, height } = element.getBoundingClientRect();
      const isInSight =
        width > 0 && height > 0 && x < window.innerWidth && y < window.innerHeight && x + width > 0 && y + height > 0;
      if (isInSight) return { box: { x, y, width, height }, index, isModal };
    }
  }
  return { ...NOTHING, isModal };
}

function isSame(a: Seen, b: Seen): boolean {
  if (a.index !== b.index || a.isModal !== b.isModal) return false;
  if (!a.box || !b.box) return a.box === b.box;
  return a.box.x === b.box.x && a.box.y === b.box.y && a.box.width === b.box.width && a.box.height === b.box.height;
}
