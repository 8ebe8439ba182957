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

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Between the card and what it speaks of, and between the card and the edges, px. */
const GAP_PX = 14;
const EDGE_PX = 12;

/**
 * Where the card stands: beside its target without covering it, right, left, below or above, whichever has room first;
 * in the lower right corner when there is no target, or no room. `avoid` is what the reader looks at meanwhile, such as
 * the form of a step: the card stands left of it rather than over it, where that is possible.
 */
export function placeCard(target: Box | undefined, card: Size, view: Size, avoid?: Box): Place {
  const right = view.width - card.width - EDGE_PX;
  const bottom = view.height - card.height - EDGE_PX;
  const corner = { x: right, y: bottom };
  if (!target) return corner;
  const x = clamp(target.x + target.width / 2 - card.width / 2, EDGE_PX, right);
  const y = clamp(target.y - 4, EDGE_PX, bottom);
  const places: Place[] = [
    { x: target.x + target.width + GAP_PX, y },
    { x: target.x - GAP_PX - card.width, y },
    { x, y: target.y + target.height + GAP_PX },
    { x, y: target.y - GAP_PX - card.height },
  ];
  const hasRoom = (at: Place) => at.x >= EDGE_PX && at.y >= EDGE_PX && at.x <= right && at.y <= bottom;
  const covers = (at: Place, box: Box) =>
    at.x < box.x + box.width && box.x < at.x + card.width && at.y < box.y + box.height && box.y < at.y + card.height;
  const fitting = places.filter(hasRoom);
  if (!avoid || isInside(target, avoid)) return fitting[0] ?? corner;
  const beforeAvoided = { x: avoid.x - GAP_PX - card.width, y };
  const wanted = [...fitting, ...(covers(beforeAvoided, target) ? [] : [beforeAvoided].filter(hasRoom))];
  return wanted.find((at) => !covers(at, avoid)) ?? fitting[0] ?? corner;
}

const isInside = (inner: Box, outer: Box) =>
  inner.x >= outer.x && inner.x < outer.x + outer.width && inner.y >= outer.y && inner.y < outer.y + outer.height;

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));
