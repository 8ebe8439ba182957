import { ALWAYS, type FlowNode } from "@sopflow/schemas";
import { DAY_MS } from "../../../time/index.js";
import { canHold, holds } from "../solver/can-hold.js";
import type { World } from "../solver/world.js";
import type { Budget } from "./budgets.js";
import { contactsOf, type NodeContact } from "./contacts-of-node.js";

/** When a node makes the contacts that one budget counts, ms, and when people leave it behind them. */
export interface NodeOffsets {
  readonly at: readonly number[];
  readonly end: number;
}

const NONE: NodeOffsets = { at: [], end: 0 };

const dayOf = ({ at }: NodeContact) => Math.floor(at / DAY_MS);

/** Of pushes on one day those that can reach the same customer; of pushes that count once a day the first. */
export function offsetsOf(node: FlowNode, budget: Budget, world: World): NodeOffsets {
  const taken: NodeContact[] = [];
  for (const contact of contactsOf(node)) {
    if (!budget.counts(contact)) continue;
    const sameDay = taken.filter((one) => dayOf(one) === dayOf(contact));
    if (contact.perDay && sameDay.length > 0) continue;
    if (sameDay.every((one) => canBoth(one, contact, world))) taken.push(contact);
  }
  if (taken.length === 0) return NONE;
  const lastDay = "slots" in node.data ? Math.max(...node.data.slots.map(({ day }) => day)) : 0;
  return { at: taken.map(({ at }) => at), end: lastDay * DAY_MS };
}

const canBoth = (one: NodeContact, other: NodeContact, world: World): boolean =>
  (one.where === undefined && other.where === undefined) ||
  canHold([holds(one.where ?? ALWAYS), holds(other.where ?? ALWAYS)], world).possible;
