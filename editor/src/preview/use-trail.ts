import "./trail.css";
import type { Trail } from "@sopflow/engine/core";
import { useMemo, useRef } from "react";
import type { CardNode, RouteEdge } from "../canvas/flow-elements.js";
import { usePreviewState } from "./preview-store.js";

/**
 * Nodes and edges with the way of the preview on them: taken, where the customer stands, not reached. The same lists while
 * no preview is open, and the same objects where nothing changed, so that a moving slider draws little.
 */
export function useTrail(nodes: CardNode[], edges: RouteEdge[]): { nodes: CardNode[]; edges: RouteEdge[] } {
  const trail = usePreviewState((state) => state.trail);
  const keepNode = useRef(new Map<string, Marked<CardNode>>());
  const keepEdge = useRef(new Map<string, Marked<RouteEdge>>());
  return useMemo(() => {
    if (trail === undefined) return { nodes, edges };
    const visited = new Set(trail.visited);
    const taken = new Set(trail.taken);
    return {
      nodes: nodes.map((node) => mark(node, nodeMark(node.id, trail, visited), keepNode.current)),
      edges: edges.map((edge) =>
        mark(edge, taken.has(`${edge.source}:${edge.sourceHandle}`) ? "trail-taken" : "trail-off", keepEdge.current),
      ),
    };
  }, [nodes, edges, trail]);
}

interface Marked<T> {
  readonly plain: T;
  readonly mark: string;
  readonly shown: T;
}

function nodeMark(id: string, { standing }: Trail, visited: ReadonlySet<string>): string {
  if (standing === id) return "trail-here";
  return visited.has(id) ? "trail-taken" : "trail-off";
}

function mark<T extends { id: string; className?: string }>(plain: T, name: string, kept: Map<string, Marked<T>>): T {
  const before = kept.get(plain.id);
  if (before?.plain === plain && before.mark === name) return before.shown;
  const shown = { ...plain, className: plain.className === undefined ? name : `${plain.className} ${name}` };
  kept.set(plain.id, { plain, mark: name, shown });
  return shown;
}
