import { useEffect, useState } from "react";
import type { Box } from "./place-card.js";

/** What the page shows of the tour's concern. */
export interface Seen {
  /** Where the first of the wanted things is that can be seen; undefined when none can. */
  readonly box: Box | undefined;
  /** Its place in the list of what was wanted; -1 when none can be seen. */
  readonly index: number;
  /** The first in the list that the page has, in sight or not; -1 when it has none. */
  readonly present: number;
  /** A window stands over the page. */
  readonly isModal: boolean;
}

const NOTHING: Seen = { box: undefined, index: -1, present: -1, isModal: false };
/** Of something tall, its upper part is enough, px. */
const SEEN_FROM_TOP_PX = 60;
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
  let present = -1;
  for (const [index, selector] of selectors.entries()) {
    for (const element of document.querySelectorAll(selector)) {
      if (present < 0) present = index;
      const { x, y, width, height } = element.getBoundingClientRect();
      if (isInSight(element, x + width / 2, y + Math.min(height / 2, SEEN_FROM_TOP_PX))) {
        return { box: { x, y, width, height }, index, present, isModal };
      }
    }
  }
  return { ...NOTHING, present, isModal };
}

/** Not outside the window, not cut off by what it stands in, and not behind anything but the tour itself. */
function isInSight(element: Element, x: number, y: number): boolean {
  if (!element.checkVisibility?.()) return false;
  const top = document.elementFromPoint(x, y);
  return top !== null && (element.contains(top) || top.closest(".tour-card") !== null);
}

/**
 * Scrolls the page so far that what the tour speaks of can be seen, beside the card where that lies at the lower edge.
 * The canvas is left as it is: it is dragged, not scrolled.
 */
export function bringIntoSight(selectors: readonly string[]): void {
  for (const selector of selectors) {
    const element = document.querySelector(selector);
    if (!element || element.closest(".react-flow")) continue;
    const { y, height } = element.getBoundingClientRect();
    const isCovered = document.elementFromPoint(window.innerWidth / 2, y + height / 2)?.closest(".tour-card") != null;
    const isOutside = y < 0 || y + Math.min(height, SEEN_FROM_TOP_PX) > window.innerHeight;
    if (isCovered || isOutside) element.scrollIntoView({ block: "center" });
    return;
  }
}

function isSame(a: Seen, b: Seen): boolean {
  if (a.index !== b.index || a.present !== b.present || a.isModal !== b.isModal) return false;
  if (!a.box || !b.box) return a.box === b.box;
  return a.box.x === b.box.x && a.box.y === b.box.y && a.box.width === b.box.width && a.box.height === b.box.height;
}
