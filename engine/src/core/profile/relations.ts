import type { Customer, Relation } from "@sopflow/schemas";
import { type ProfileChanges, type ProfileEvent, setField } from "./profile-result.js";
import { readText } from "./read-props.js";

/** Whether the friendship stands: the newest "added" is later than the newest "removed". */
export const isFriend = (relation: Relation): boolean =>
  relation.removedAt === undefined || relation.since > relation.removedAt;

/** Advisors who are friends now, in the order in which they were first seen. */
export const friendAdvisors = (customer: Customer): string[] =>
  customer.relations.filter(isFriend).map((relation) => relation.advisorId);

export function lastChatAt(customer: Customer): number | undefined {
  let latest: number | undefined;
  for (const { lastChatAt: at } of customer.relations) if (at !== undefined && at > (latest ?? at - 1)) latest = at;
  return latest;
}

export function applyRelations(customer: Customer, event: ProfileEvent, changes: ProfileChanges): void {
  const advisorId = readText(event.props.advisorId, 128);
  switch (event.type) {
    case "friend.added":
      if (advisorId !== undefined) addFriend(customer, advisorId, event.at, changes);
      else noteFriendSince(customer, event.at);
      if (advisorId !== undefined && customer.advisorId === undefined) {
        setField(customer, "advisorId", advisorId, changes, true);
      }
      break;
    case "friend.removed":
      removeFriend(customer, advisorId, event, changes);
      break;
    case "owner.changed":
      if (advisorId !== undefined) setField(customer, "advisorId", advisorId, changes, true);
      break;
    case "message.received":
    case "call.ended":
    case "task.completed":
      if (isChat(event)) noteChat(customer, advisorId ?? customer.advisorId, event.at, changes);
      break;
  }
}

const isChat = ({ type, props }: ProfileEvent): boolean =>
  type === "message.received" ||
  (type === "call.ended" && props.answered !== false) ||
  (type === "task.completed" && (props.contact === "replied" || props.contact === "call_answered"));

function indexOfAdvisor(customer: Customer, advisorId: string): number {
  const { relations } = customer;
  for (let i = 0; i < relations.length; i++) if (relations[i]?.advisorId === advisorId) return i;
  return -1;
}

/** A new relation object each time: clones share the old one. */
function put(customer: Customer, index: number, relation: Relation, changes: ProfileChanges): void {
  if (index < 0) customer.relations.push(relation);
  else customer.relations[index] = relation;
  changes.changed.add("relations");
}

/** Adds a friendship from `at` (epoch ms) on; a late one never moves the start of a friendship that began earlier. */
export function addFriend(customer: Customer, advisorId: string, at: number, changes: ProfileChanges): void {
  const index = indexOfAdvisor(customer, advisorId);
  const known = customer.relations[index];
  if (known === undefined) {
    put(customer, index, { advisorId, since: at }, changes);
  } else {
    const removedAt = known.removedAt ?? Number.NEGATIVE_INFINITY;
    const newest = Math.max(at, known.addedAt ?? known.since);
    // The current friendship began with its first "added" after the last "removed".
    const starts = [known.since, at].filter((t) => t > removedAt);
    const since = starts.length > 0 ? Math.min(...starts) : newest;
    put(customer, index, withStart(known, since, newest), changes);
  }
  noteFriendSince(customer, undefined);
}

function withStart(relation: Relation, since: number, newest: number): Relation {
  const { addedAt: _, ...rest } = relation;
  return newest === since ? { ...rest, since } : { ...rest, since, addedAt: newest };
}

/** `friendSince` is the oldest friendship that stands; when none does, the last one's start is kept. */
function noteFriendSince(customer: Customer, at: number | undefined): void {
  const starts = customer.relations.filter(isFriend).map((relation) => relation.since);
  if (at !== undefined) starts.push(at, ...(customer.friendSince === undefined ? [] : [customer.friendSince]));
  if (starts.length > 0) customer.friendSince = Math.min(...starts);
}

function removeFriend(
  customer: Customer,
  namedAdvisor: string | undefined,
  event: ProfileEvent,
  changes: ProfileChanges,
): void {
  const advisorId = namedAdvisor ?? friendAdvisors(customer)[0] ?? customer.advisorId;
  const by = event.props.by === "advisor" ? "advisor" : "customer";
  let ended = true;
  if (advisorId !== undefined) {
    const index = indexOfAdvisor(customer, advisorId);
    const known = customer.relations[index] ?? { advisorId, since: event.at };
    if (known.removedAt === undefined || event.at > known.removedAt) {
      const newest = known.addedAt ?? known.since;
      const since = known.since > event.at ? known.since : newest;
      put(customer, index, { ...withStart(known, since, newest), removedAt: event.at, removedBy: by }, changes);
    }
    ended = !isFriend(customer.relations[indexOfAdvisor(customer, advisorId)] ?? known);
  }
  const left = friendAdvisors(customer);
  changes.lastAdvisorRemoved = ended && left.length === 0;
  if (ended) passOn(customer, advisorId, left, changes);
  noteFriendSince(customer, undefined);
}

/** An owner who is no friend any more hands over to the friend who talked last; without one the owner stays. */
function passOn(customer: Customer, gone: string | undefined, left: readonly string[], changes: ProfileChanges): void {
  if (customer.advisorId !== gone || left.length === 0) return;
  const heir = customer.relations
    .filter(isFriend)
    .reduce((best, next) => ((next.lastChatAt ?? 0) > (best.lastChatAt ?? 0) ? next : best));
  setField(customer, "advisorId", heir.advisorId, changes, true);
}

function noteChat(customer: Customer, advisorId: string | undefined, at: number, changes: ProfileChanges): void {
  if (advisorId === undefined) return;
  const index = indexOfAdvisor(customer, advisorId);
  const known = customer.relations[index];
  if (known === undefined || (known.lastChatAt !== undefined && known.lastChatAt >= at)) return;
  put(customer, index, { ...known, lastChatAt: at }, changes);
}
