import { type Condition, type Diagnostic, type FlowNode, isLeaf, type Where } from "@sopflow/schemas";
import { definitionOf } from "../../nodes/registry.js";
import type { Plan } from "../program.js";
import { contactsOf } from "./contacts/contacts-of-node.js";
import { type FlowView, warnAt } from "./flow-view.js";
import { canHold, type Demand, holds } from "./solver/can-hold.js";
import { readLeaf } from "./solver/constraint.js";
import type { World } from "./solver/world.js";

type Trigger = Pick<FlowNode, "type" | "data" | "disabled">;

/** What brings people in: the same kind of start, and whom it takes. */
interface Start {
  readonly kind: string;
  readonly where: Where;
  readonly event?: string;
  /** Asked of everyone at all times, so that two of them meet only where they ask for the same. */
  readonly standing: boolean;
}

/**
 * Other published flows that take in the same people at the same moment and contact them too. Said only where both
 * audiences can be one customer, and neither leaves out those who are in the other flow.
 */
export function findSharedTriggers(view: FlowView, others: readonly Plan[], world: World): Diagnostic[] {
  if (!view.nodes.some(isContacting)) return [];
  const rivals = others.filter((plan) => plan.flowId !== view.flow.id && Object.values(plan.nodes).some(isContacting));
  return view.nodes.flatMap((node) => {
    const own = startOf(node);
    const found = own && rivals.find((plan) => meets(own, view.flow.id, plan, world));
    return found ? [warnAt(view, node, "trigger.shared_audience", { flow: found.name, id: found.flowId })] : [];
  });
}

const isContacting = (node: Trigger): boolean => contactsOf(node).length > 0;

function startOf(node: Trigger): Start | undefined {
  const { data } = node;
  if (node.disabled || !definitionOf(node).trigger) return undefined;
  if ("event" in data) return { kind: `event ${data.event}`, where: data.where, event: data.event, standing: false };
  if ("audience" in data) return { kind: `time ${data.cron ?? data.at ?? ""}`, where: data.audience, standing: false };
  return "checkAt" in data ? { kind: "audience", where: data.where, standing: true } : undefined;
}

function meets(own: Start, ownFlow: string, plan: Plan, world: World): boolean {
  const here: World = { ...world, ...(own.event !== undefined && { event: own.event }) };
  return Object.values(plan.nodes).some((node) => {
    const other = startOf(node);
    if (other === undefined || other.kind !== own.kind) return false;
    if (own.standing && !shareFact(own.where, other.where)) return false;
    const demands: [Demand, Demand] = [holds(own.where), holds(other.where)];
    return (
      canHold(demands, here).possible &&
      canHold([demands[0], holds(isIn(plan.flowId))], here).possible &&
      canHold([demands[1], holds(isIn(ownFlow))], here).possible
    );
  });
}

/** The customer is on the way in a flow. */
const isIn = (flowId: string): Condition => ({
  fact: "customer",
  path: "$.flows.active",
  operator: "contains",
  value: flowId,
});

function shareFact(one: Where, other: Where): boolean {
  const facts = slotsOf(one);
  return facts.size === 0 || [...slotsOf(other)].some((slot) => facts.has(slot));
}

function slotsOf(condition: Condition): Set<string> {
  if (isLeaf(condition)) return new Set([readLeaf(condition).slot]);
  const parts = "not" in condition ? [condition.not] : "all" in condition ? condition.all : condition.any;
  return new Set(parts.flatMap((part) => [...slotsOf(part)]));
}
