import type { LayoutPlaces } from "./layout/layout-input.js";

interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** Below this nobody can read a card; a flow that does not fit then begins at its top. */
const MIN_ZOOM = 0.75;
const MARGIN_PX = 36;
/** Above the first card, for what stands over the canvas there. */
const TOP_PX = 66;

/** All of a flow, but a small one not larger than life. */
export const FIT_VIEW = { padding: 0.08, maxZoom: 1, duration: 200 } as const;

/** Where a canvas of this size opens on a flow: all of it where it can be read, else its beginning. */
export function startView(
  boxes: readonly Box[],
  places: LayoutPlaces,
  size: { readonly width: number; readonly height: number },
): { x: number; y: number; zoom: number } {
  const placed = boxes.flatMap((box) => {
    const place = places[box.id];
    return place ? [{ ...box, ...place }] : [];
  });
  const [first] = placed;
  if (first === undefined) return { x: size.width / 2, y: TOP_PX, zoom: 1 };
  const left = Math.min(...placed.map((box) => box.x));
  const right = Math.max(...placed.map((box) => box.x + box.width));
  const top = Math.min(...placed.map((box) => box.y));
  const bottom = Math.max(...placed.map((box) => box.y + box.height));
  const fit = Math.min(
    (size.width - 2 * MARGIN_PX) / (right - left),
    (size.height - TOP_PX - MARGIN_PX) / (bottom - top),
  );
  const zoom = Math.min(1, Math.max(MIN_ZOOM, fit));
  const isWhole = fit >= MIN_ZOOM;
  const head = placed.reduce((a, b) => (b.y < a.y ? b : a), first);
  const free = size.height - (bottom - top) * zoom;
  const y = isWhole ? Math.max(TOP_PX, Math.min(free / 2, MARGIN_PX * 2)) : TOP_PX;
  const room = { from: MARGIN_PX - left * zoom, to: size.width - MARGIN_PX - right * zoom };
  const x = size.width / 2 - (head.x + head.width / 2) * zoom;
  return { x: Math.round(fill(x, room)), y: Math.round(y - top * zoom), zoom };
}

/** A flow that is narrower than the canvas stands in its middle; a wider one leaves neither side of it empty. */
const fill = (x: number, { from, to }: { readonly from: number; readonly to: number }): number =>
  from <= to ? (from + to) / 2 : Math.min(from, Math.max(to, x));
