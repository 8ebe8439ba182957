import type { InsidePlan, PlaceChoice } from "@sopflow/schemas";
import { canonicalJson } from "./canonical-json.js";
import type { Plan } from "./program.js";

/** What became of a node between two versions; where it leads, and what it is called, does not count. */
export type NodeChange = "same" | "changed" | "removed";

/** Every node of the earlier version with what became of it. */
export function compareNodes(before: Plan, after: Plan): ReadonlyMap<string, NodeChange> {
  return new Map(Object.keys(before.nodes).map((id) => [id, changeOf(before, after, id)]));
}

function changeOf(before: Plan, after: Plan, id: string): NodeChange {
  const now = after.nodes[id];
  if (now === undefined) return "removed";
  return textOf(before, id) === textOf(after, id) ? "same" : "changed";
}

function textOf({ nodes }: Plan, id: string): string {
  const { type, data, disabled } = nodes[id] ?? {};
  return canonicalJson(JSON.parse(JSON.stringify({ type, data, disabled: disabled === true })));
}

/** Unchanged nodes take their people along, the others keep them (FLOW-FORMAT §5). */
export const defaultChoice = (nodeId: string, change: NodeChange): PlaceChoice =>
  change === "same" ? { do: "move", to: nodeId } : { do: "stay" };

/** The choice for one place; who stands where nothing was chosen stays. */
export const choiceAt = (plan: InsidePlan | undefined, version: number, nodeId: string): PlaceChoice =>
  plan?.[version]?.[nodeId] ?? { do: "stay" };
