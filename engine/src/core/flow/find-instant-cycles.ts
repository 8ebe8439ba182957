import { type Diagnostic, type Flow, makeDiagnostic } from "@sopflow/schemas";
import { definitionOf } from "../nodes/registry.js";
import { planOf } from "./build-plan.js";
import { findCycles } from "./find-cycles.js";
import { isInstantPort } from "./node-ports.js";
import type { Plan, PlanNode } from "./program.js";
import { mayHear } from "./raised-event.js";

/** One node of one flow. */
export interface FlowPlace {
  readonly flowId: string;
  readonly nodeId: string;
}

/**
 * Cycles that could run without any rest, through flows that start each other (`flow.start`) or answer each other's
 * events (a tag that is added enters another flow). One cycle of each knot. In doubt an event counts as answered, save
 * where a condition plainly rules it out. A flow that nobody re-enters at once ends every cycle through its entry.
 */
export function findInstantCycles(plans: readonly Plan[]): FlowPlace[][] {
  const places = new Map<string, FlowPlace>();
  const edges: [string, string][] = [];
  for (const plan of plans) {
    for (const node of Object.values(plan.nodes)) {
      const key = keyOf(plan, node.id);
      places.set(key, { flowId: plan.flowId, nodeId: node.id });
      for (const target of [...instantTargets(node).map((id) => keyOf(plan, id)), ...effects(node, plans)]) {
        edges.push([key, target]);
      }
    }
  }
  return findCycles([...places.keys()], edges).map((cycle) => cycle.flatMap((key) => places.get(key) ?? []));
}

/**
 * What a flow to be published would close together with the newest versions of other published flows.
 * @param others plans of the other flows; an older plan of the same flow is left out.
 */
export function checkAcrossFlows(flow: Flow, others: readonly Plan[]): Diagnostic[] {
  const rest = others.filter((plan) => plan.flowId !== flow.id);
  return findInstantCycles([planOf(flow), ...rest]).flatMap((cycle) => {
    const here = cycle.find((place) => place.flowId === flow.id);
    if (here === undefined) return [];
    const nodes = cycle.map((place) => `${place.flowId}/${place.nodeId}`).join(" → ");
    const index = flow.nodes.findIndex((node) => node.id === here.nodeId);
    return [makeDiagnostic("flow.instant_cycle_across", ["nodes", index], { nodes }, { nodeId: here.nodeId })];
  });
}

const keyOf = (plan: Plan, nodeId: string) => `${plan.flowId}/${nodeId}`;

const instantTargets = (node: PlanNode): string[] =>
  Object.entries(node.next).flatMap(([port, target]) => (target !== null && isInstantPort(node, port) ? [target] : []));

/** Where else a node sets something off in the same instant. */
function effects(node: PlanNode, plans: readonly Plan[]): string[] {
  if (node.disabled) return [];
  const definition = definitionOf(node);
  const started = definition.starts?.(node.data);
  const raised = definition.raises?.(node.data) ?? [];
  return plans.flatMap((plan) => [
    ...(plan.flowId === started ? startOf(plan) : []),
    ...raised.flatMap((event) =>
      Object.values(plan.nodes).flatMap((listening) => {
        const heard = listenersOf(listening).filter((listener) => mayHear(listener, event));
        if (heard.length === 0) return [];
        if (definitionOf(listening).trigger) return isReenteredAtOnce(plan) ? [keyOf(plan, listening.id)] : [];
        return heard.flatMap(({ port }) => goesOnTo(listening, port, plan));
      }),
    ),
  ]);
}

const listenersOf = (node: PlanNode) => (node.disabled ? [] : (definitionOf(node).listens?.(node.data) ?? []));

const isReenteredAtOnce = (plan: Plan) => plan.settings.reentry === "after_exit";

/** A start enters by the manual trigger, else by the first. */
function startOf(plan: Plan): string[] {
  if (!isReenteredAtOnce(plan)) return [];
  const [first] = plan.triggers;
  const manual = plan.triggers.find((id) => plan.nodes[id]?.type === "trigger.manual");
  const entered = manual ?? first;
  return entered === undefined ? [] : [keyOf(plan, entered)];
}

/** An event moves an enrollment on from its wait; again and again only where the way leads back there without a rest. */
function goesOnTo(wait: PlanNode, port: string, plan: Plan): string[] {
  const target = wait.next[port] ?? null;
  if (target === null) return [];
  const reached = new Set([target]);
  for (const id of reached) {
    const node = plan.nodes[id];
    if (id === wait.id) return [keyOf(plan, target)];
    for (const next of node ? instantTargets(node) : []) reached.add(next); // a Set grows while it is walked
  }
  return [];
}
