/** A rectangle on the screen, px. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Between the card and what it speaks of, and between the card and the edges, px. */
const GAP_PX = 14;
const EDGE_PX = 12;

/**
 * Where the card stands: beside its target without covering it, right, left, below or above, whichever has room first;
 * in the lower right corner when there is no target, or no room.
 */
export function placeCard(target: Box | undefined, card: Size, view: Size): { readonly x: number; readonly y: number } {
  const right = view.width - card.width - EDGE_PX;
  const bottom = view.height - card.height - EDGE_PX;
  const corner = { x: right, y: bottom };
  if (!target) return corner;
  const withinX = clamp(target.x + target.width / 2 - card.width / 2, EDGE_PX, right);
  const withinY = clamp(target.y - 4, EDGE_PX, bottom);
  const beside = target.x + target.width + GAP_PX;
  if (beside <= right) return { x: beside, y: withinY };
  const before = target.x - GAP_PX - card.width;
  if (before >= EDGE_PX) return { x: before, y: withinY };
  const below = target.y + target.height + GAP_PX;
  if (below <= bottom) return { x: withinX, y: below };
  const above = target.y - GAP_PX - card.height;
  if (above >= EDGE_PX) return { x: withinX, y: above };
  return corner;
}

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));
