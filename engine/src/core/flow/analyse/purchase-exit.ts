import { type Condition, type Diagnostic, type FlowNode, isLeaf, type Where } from "@sopflow/schemas";
import { conditionsOf } from "./conditions-of.js";
import { contactsOf } from "./contacts/contacts-of-node.js";
import { type FlowView, type Way, warnAt } from "./flow-view.js";
import { mostStay } from "./node-pace.js";

const PURCHASES: ReadonlySet<string> = new Set(["order.paid", "order.placed"]);

/**
 * A wait after which the flow goes on selling to those who bought meanwhile: no exit on a purchase, and neither the wait
 * itself nor anything behind it looks at orders. One warning, at the first such wait.
 */
export function findWaitsWithoutExit(view: FlowView): Diagnostic[] {
  if (view.flow.settings.exitWhen.some(({ on }) => PURCHASES.has(on))) return [];
  for (const node of view.nodes) {
    if (!rests(node, view) || hearsPurchase(node) || asksForOrders(node, view)) continue;
    const task = sellingBehind(node, view);
    if (task) {
      return [warnAt(view, node, "wait.no_purchase_exit", { node: view.nameOf(node.id), task: view.nameOf(task.id) })];
    }
  }
  return [];
}

const rests = (node: FlowNode, view: FlowView): boolean =>
  !node.disabled && view.ways(node.id).some(({ port }) => mostStay(node, port) > 0);

const hearsPurchase = ({ data }: FlowNode): boolean =>
  ("on" in data && data.on.some(({ event }) => PURCHASES.has(event))) ||
  ("cancelOn" in data && data.cancelOn.some(({ on }) => PURCHASES.has(on)));

/** Whether a condition of the node reads what the customer bought. */
const asksForOrders = (node: FlowNode, view: FlowView): boolean =>
  !node.disabled && conditionsOf(node, view.flow.id).some(({ where }) => readsOrders(where));

function readsOrders(condition: Condition | Where): boolean {
  if (isLeaf(condition)) return condition.fact === "customer" && condition.path?.startsWith("$.orders") === true;
  if ("not" in condition) return readsOrders(condition.not);
  return ("all" in condition ? condition.all : condition.any).some(readsOrders);
}

const sells = (node: FlowNode): boolean =>
  contactsOf(node).some(({ purpose }) => purpose === "marketing" || purpose === "campaign");

/** The first selling node that leads on from the wait without anybody asking for orders. */
function sellingBehind(wait: FlowNode, view: FlowView): FlowNode | undefined {
  const seen = new Set<string>();
  const queue: Way[] = [...view.ways(wait.id)];
  for (const { to } of queue) {
    if (seen.has(to.id) || asksForOrders(to, view)) continue;
    seen.add(to.id);
    if (sells(to)) return to;
    queue.push(...view.ways(to.id)); // the queue grows while it is walked
  }
  return undefined;
}
