/**
 * One cycle of each knot of a directed graph (each strongly connected part), as the nodes in order of travel. Iterative,
 * so that a chain of any length is no risk. The same graph gives the same cycles.
 */
export function findCycles(nodes: readonly string[], edges: readonly (readonly [string, string])[]): string[][] {
  const order = new Map([...new Set(nodes)].map((id, i) => [id, i]));
  const next = new Map<string, string[]>();
  for (const [from, to] of edges) if (order.has(from) && order.has(to)) next.set(from, [...(next.get(from) ?? []), to]);
  const knots = new Map<string, number>();
  const cycles: string[][] = [];
  for (const id of order.keys()) {
    if (knots.has(id)) continue;
    const cycle = shortestWay(id, next);
    if (cycle === undefined) continue;
    const knot = cycles.push(cycle);
    for (const member of sameKnot(id, next)) knots.set(member, knot);
  }
  return cycles;
}

/** The shortest way from a node back to it, without repeating it at the end. */
function shortestWay(start: string, next: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const id of queue) {
    for (const to of next.get(id) ?? []) {
      if (to === start) return wayTo(id, start, cameFrom);
      if (cameFrom.has(to)) continue;
      cameFrom.set(to, id);
      queue.push(to);
    }
  }
  return undefined;
}

function wayTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way: string[] = [];
  for (let id: string | undefined = end; id !== undefined && id !== start; id = cameFrom.get(id)) way.push(id);
  return [start, ...way.reverse()];
}

/** Nodes that the start leads to and that lead back to it. */
function sameKnot(start: string, next: ReadonlyMap<string, readonly string[]>): string[] {
  const back = new Map<string, string[]>();
  for (const [from, targets] of next) for (const to of targets) back.set(to, [...(back.get(to) ?? []), from]);
  const ahead = reach(start, next);
  const behind = reach(start, back);
  return [...ahead].filter((id) => behind.has(id));
}

function reach(start: string, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set([start]);
  for (const id of found) for (const to of next.get(id) ?? []) found.add(to); // a Set grows while it is walked
  return found;
}
