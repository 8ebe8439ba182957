import type { Point } from "./layout/layout-input.js";

/** An SVG path through the points, its corners rounded by at most `radius` px. */
export function roundedPath(points: readonly Point[], radius: number): string {
  const [first] = points;
  if (first === undefined) return "";
  const parts = [`M${first.x} ${first.y}`];
  points.slice(1).forEach((point, i) => {
    const before = points[i] ?? point;
    const after = points[i + 2];
    if (after === undefined) {
      parts.push(`L${point.x} ${point.y}`);
      return;
    }
    const room = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2);
    const into = towards(point, before, room);
    const out = towards(point, after, room);
    parts.push(`L${into.x} ${into.y}Q${point.x} ${point.y} ${out.x} ${out.y}`);
  });
  return parts.join("");
}

/** The middle of the longest piece: where there is most room for a button. */
export function middleOf(points: readonly Point[]): Point {
  let best: Point = points[0] ?? { x: 0, y: 0 };
  let longest = -1;
  points.slice(1).forEach((point, i) => {
    const before = points[i] ?? point;
    const length = distance(before, point);
    if (length <= longest) return;
    longest = length;
    best = { x: (before.x + point.x) / 2, y: (before.y + point.y) / 2 };
  });
  return best;
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to);
  if (length === 0) return from;
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length };
}
