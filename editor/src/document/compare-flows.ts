import { canonicalJson } from "@sopflow/engine/core";
import type { Flow, FlowEdge, FlowNode } from "@sopflow/schemas";

/** What of a step is another; where it stands on the canvas does not count. */
export type NodePart = "type" | "label" | "note" | "disabled" | "data";

export interface ChangedNode {
  readonly before: FlowNode;
  readonly after: FlowNode;
  readonly parts: readonly NodePart[];
}

export interface FlowChanges {
  readonly added: readonly FlowNode[];
  readonly removed: readonly FlowNode[];
  readonly changed: readonly ChangedNode[];
  /** Connections by what they join, not by their ids. */
  readonly edgesAdded: number;
  readonly edgesRemoved: number;
  readonly settings: boolean;
}

const PARTS = ["type", "label", "note", "disabled", "data"] as const satisfies readonly NodePart[];

/** What became of a flow between two states of it. */
export function compareFlows(before: Flow, after: Flow): FlowChanges {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const now = new Set(after.nodes.map((node) => node.id));
  const [edgesBefore, edgesAfter] = [new Set(before.edges.map(edgeKey)), new Set(after.edges.map(edgeKey))];
  return {
    added: after.nodes.filter((node) => !old.has(node.id)),
    removed: before.nodes.filter((node) => !now.has(node.id)),
    changed: after.nodes.flatMap((node) => {
      const was = old.get(node.id);
      const parts = was === undefined ? [] : PARTS.filter((part) => !isSame(was[part], node[part]));
      return was === undefined || parts.length === 0 ? [] : [{ before: was, after: node, parts }];
    }),
    edgesAdded: [...edgesAfter].filter((key) => !edgesBefore.has(key)).length,
    edgesRemoved: [...edgesBefore].filter((key) => !edgesAfter.has(key)).length,
    settings: !isSame(
      [before.name, before.description, before.settings],
      [after.name, after.description, after.settings],
    ),
  };
}

export const isUnchanged = (changes: FlowChanges): boolean =>
  changes.added.length + changes.removed.length + changes.changed.length === 0 &&
  changes.edgesAdded + changes.edgesRemoved === 0 &&
  !changes.settings;

const edgeKey = ({ source, sourceHandle, target }: FlowEdge): string => [source, sourceHandle, target].join(" ");

/** The order of keys means nothing, and what is absent is as good as undefined. */
const isSame = (a: unknown, b: unknown): boolean => a === b || text(a) === text(b);
const text = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify([value])));
