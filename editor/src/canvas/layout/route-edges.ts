import {
  type FlowLayout,
  type LayoutEdge,
  type LayoutInput,
  type LayoutPlaces,
  type Point,
  portOffset,
} from "./layout-input.js";

/** Least height between layers: room for the "+" of a port, then for edges that run across. */
export const LAYER_GAP_PX = 80;
/** Below a card its ports have their "+"; edges turn below it. */
const FIRST_LANE_PX = 40;
const LANE_PX = 8;
/** Below the lowest lane: room for the arrow. */
const LAST_LANE_PX = 20;
/** More than this many lanes are shared; nobody could follow them anyway. */
const MAX_LANES = 40;
/** How far right of everything edges lead back up, and how far from each other. */
const BYPASS_PX = 40;
const BYPASS_STEP_PX = 14;

interface Layer {
  readonly top: number;
  readonly bottom: number;
}

/** A piece of an edge that runs across, in the gap below layer `gap`. */
interface Hop {
  readonly edge: LayoutEdge;
  readonly gap: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Leads each edge down through the layers in straight pieces: it runs across in the gaps between layers only, and
 * passes a layer where dagre left room for it (`bends`). An edge that leads back up goes around everything on the right.
 * Where pieces of different edges would lie on each other, they take lanes of their own, and the layers below move down
 * where the lanes need more room than there is.
 */
export function routeEdges(
  input: LayoutInput,
  given: LayoutPlaces,
  bends: ReadonlyMap<string, readonly Point[]>,
): FlowLayout {
  const boxes = new Map(input.nodes.map((node) => [node.id, { ...node, ...(given[node.id] ?? { x: 0, y: 0 }) }]));
  const layers = layersOf([...boxes.values()]);
  const right = Math.max(...[...boxes.values()].map((box) => box.x + box.width));
  let bypasses = 0;

  const hopsOf = (edge: LayoutEdge): Hop[] => {
    const source = boxes.get(edge.source);
    const target = boxes.get(edge.target);
    if (source === undefined || target === undefined) return [];
    const start = Math.round(source.x + portOffset(source.width, edge.port, edge.ports));
    const end = Math.round(target.x + target.width / 2);
    const first = layers.findIndex((layer) => layer.top === source.y);
    const last = layers.findIndex((layer) => layer.top === target.y);
    if (last <= first) {
      const aside = right + BYPASS_PX + BYPASS_STEP_PX * bypasses++;
      return [
        { edge, gap: first, from: start, to: aside },
        { edge, gap: last - 1, from: aside, to: end },
      ];
    }
    const hops: Hop[] = [];
    let x = start;
    for (let gap = first; gap < last; gap++) {
      const top = layers[gap + 1]?.top ?? 0;
      const bend = bends.get(edge.id)?.find((point) => Math.abs(point.y - top) < 1);
      const to = gap === last - 1 ? end : Math.round(bend?.x ?? x);
      hops.push({ edge, gap, from: x, to });
      x = to;
    }
    return hops;
  };

  const hops = input.edges.map((edge) => ({ edge, hops: hopsOf(edge) }));
  const lanes = chooseLanes(hops.flatMap((one) => one.hops));
  // How far each layer is moved down by the lanes above it.
  const shifts: number[] = [];
  layers.forEach((_, i) => {
    const inGap = hops.flatMap((one) => one.hops).filter((hop) => hop.gap === i - 1 && lanes.has(hop));
    const lowest = Math.max(-1, ...inGap.map((hop) => lanes.get(hop) ?? 0));
    const needed = lowest < 0 ? 0 : FIRST_LANE_PX + LANE_PX * lowest + LAST_LANE_PX;
    shifts.push((shifts[i - 1] ?? 0) + Math.max(0, needed - LAYER_GAP_PX));
  });
  const shiftAt = (y: number) => shifts[layers.findIndex((layer) => layer.top === y)] ?? 0;
  const heightOf = (hop: Hop): number => {
    const bottom = layers[hop.gap]?.bottom ?? (layers[0]?.top ?? 0) - LAYER_GAP_PX;
    return bottom + (shifts[hop.gap] ?? 0) + FIRST_LANE_PX + LANE_PX * (lanes.get(hop) ?? 0);
  };
  const routes = Object.fromEntries(
    hops.flatMap(({ edge, hops: own }): [string, readonly Point[]][] => {
      const source = boxes.get(edge.source);
      const target = boxes.get(edge.target);
      const [first] = own;
      const last = own.at(-1);
      if (source === undefined || target === undefined || first === undefined || last === undefined) return [];
      const corners = own.flatMap((hop) => {
        const y = heightOf(hop);
        return hop.from === hop.to
          ? []
          : [
              { x: hop.from, y },
              { x: hop.to, y },
            ];
      });
      const start = { x: first.from, y: source.y + source.height + shiftAt(source.y) };
      return [[edge.id, [start, ...corners, { x: last.to, y: target.y + shiftAt(target.y) }]]];
    }),
  );
  const places = Object.fromEntries([...boxes.values()].map(({ id, x, y }) => [id, { x, y: y + shiftAt(y) }]));
  return { places, routes };
}

/** Cards of one layer have their tops in line. */
function layersOf(boxes: readonly { readonly y: number; readonly height: number }[]): Layer[] {
  const bottoms = new Map<number, number>();
  for (const { y, height } of boxes) bottoms.set(y, Math.max(bottoms.get(y) ?? y, y + height));
  return [...bottoms].map(([top, bottom]) => ({ top, bottom })).sort((a, b) => a.top - b.top);
}

/**
 * The lane of each piece, 0 = the highest. The outermost port of those that turn the same way takes the highest lane:
 * so edges of one node do not cross each other. Pieces that lead to the same place of the same node take one lane
 * wherever they can: they join there anyway.
 */
function chooseLanes(hops: readonly Hop[]): Map<Hop, number> {
  const lanes = new Map<Hop, number>();
  const taken = new Map<number, Hop[][]>();
  const order = hops
    .filter((hop) => hop.from !== hop.to)
    .sort((a, b) => {
      const [aRight, bRight] = [a.to > a.from, b.to > b.from];
      if (aRight !== bRight) return aRight ? -1 : 1;
      return aRight ? b.from - a.from : a.from - b.from;
    });
  for (const hop of order) {
    const inGap = taken.get(hop.gap) ?? [];
    taken.set(hop.gap, inGap);
    const isFree = (at: number) => !inGap[at]?.some((other) => overlap(hop, other));
    const own = inGap.findIndex((others) => others?.some((other) => joins(hop, other)));
    let lane = own >= 0 && isFree(own) ? own : 0;
    while (lane < MAX_LANES - 1 && !isFree(lane)) lane++;
    inGap[lane] = [...(inGap[lane] ?? []), hop];
    lanes.set(hop, lane);
  }
  return lanes;
}

const joins = (a: Hop, b: Hop): boolean => a.edge.target === b.edge.target && a.to === b.to;

function overlap(a: Hop, b: Hop): boolean {
  if (a.edge.target === b.edge.target) return false;
  return Math.min(a.from, a.to) <= Math.max(b.from, b.to) && Math.min(b.from, b.to) <= Math.max(a.from, a.to);
}
