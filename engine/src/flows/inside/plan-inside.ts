import type { InsideChoice, InsidePlan, PlaceChoice } from "@sopflow/schemas";
import { compareNodes, defaultChoice, type NodeChange, type Plan } from "../../core/flow/index.js";
import { definitionOf } from "../../core/nodes/registry.js";
import type { FlowVersion, Store } from "../../store/index.js";
import { type FlowRefusal, refuse } from "../flow-answer.js";

/** One node of a version in which people stand, and what the new version makes of it. */
export interface Place {
  readonly version: number;
  readonly nodeId: string;
  readonly plan: Plan;
  readonly change: NodeChange;
  /** Active enrollments on it now. */
  readonly people: number;
  readonly choice: PlaceChoice;
  readonly defaultChoice: PlaceChoice;
}

/** Whether people can be put on a node: triggers begin a flow, and a disabled node is passed through. */
export function canStandOn(plan: Plan, nodeId: string): boolean {
  const node = plan.nodes[nodeId];
  return node !== undefined && !definitionOf(node).trigger && node.disabled !== true;
}

/**
 * Every node of every version in which people stand, with the choice for it: the given one, else the default
 * (FLOW-FORMAT §5). Refused when a choice leads nowhere.
 */
export async function placesInside(
  store: Pick<Store, "flows" | "readSide">,
  flowId: string,
  next: Plan,
  choices: readonly InsideChoice[] = [],
): Promise<{ readonly places: readonly Place[]; readonly refused?: FlowRefusal }> {
  const chosen = new Map(choices.map(({ version, nodeId, choice }) => [`${version}/${nodeId}`, choice]));
  for (const { nodeId, choice } of choices) {
    if (choice.do !== "move" || canStandOn(next, choice.to)) continue;
    return { places: [], refused: refuse("flow.move_target", { node: nodeId, to: choice.to }) };
  }
  const people = new Map<string, number>();
  for (const { version, nodeId, state, count } of await store.readSide.standing(flowId)) {
    if (state === "active") people.set(`${version}/${nodeId}`, count);
  }
  const numbers = [...new Set([...people.keys()].map((key) => Number(key.split("/")[0])))].sort((a, b) => a - b);
  const versions = await Promise.all(numbers.map((version) => store.flows.version(flowId, version)));
  const places = versions.flatMap((version): Place[] => (version ? placesOf(version, next, people, chosen) : []));
  return { places };
}

function placesOf(
  { version, flow, compiled: { plan } }: FlowVersion,
  next: Plan,
  people: ReadonlyMap<string, number>,
  chosen: ReadonlyMap<string, PlaceChoice>,
): Place[] {
  const places: Place[] = [];
  const changes = compareNodes(plan, next);
  // In the order of the file, which is that of the drawing more or less; a plan is sorted by id.
  for (const { id: nodeId } of flow.nodes) {
    const [node, change] = [plan.nodes[nodeId], changes.get(nodeId)];
    if (!node || !change || definitionOf(node).trigger) continue;
    const key = `${version}/${nodeId}`;
    const standard = canStandOn(next, nodeId) ? defaultChoice(nodeId, change) : ({ do: "stay" } as const);
    const choice = chosen.get(key) ?? standard;
    places.push({ version, nodeId, plan, change, people: people.get(key) ?? 0, choice, defaultChoice: standard });
  }
  return places;
}

/** The choices that change anything, as the published version keeps them; undefined = everybody stays. */
export function insidePlanOf(places: readonly Place[]): InsidePlan | undefined {
  const plan: Record<string, Record<string, PlaceChoice>> = {};
  for (const { version, nodeId, choice } of places) {
    if (choice.do === "stay") continue;
    plan[version] = { ...plan[version], [nodeId]: choice };
  }
  return Object.keys(plan).length === 0 ? undefined : plan;
}
