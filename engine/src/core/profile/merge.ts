import {
  type Customer,
  type FlowHistory,
  MAX_ENTRY_KEYS,
  type OrderRecord,
  type OrderStats,
  type Relation,
} from "@sopflow/schemas";
import { noteActivity } from "./activity.js";
import { afterOrders } from "./apply-event.js";
import { setAttributes } from "./attributes.js";
import { byTime } from "./net-order.js";
import { rebuildOrderStats } from "./order-totals.js";
import { ProfileChanges, type ProfileContext, type ProfileResult, setField } from "./profile-result.js";
import { own } from "./read-props.js";
import { refreshDerived } from "./refresh.js";
import { addFriend, isFriend } from "./relations.js";
import { addTags } from "./tags.js";

const MAX_MERGED = 50;

/**
 * Moves the profile of `from` into `into`, which is mutated; `from` is not. Doing it again changes nothing. Where both
 * say something, `into` wins; what adds up (orders, contacts, tags, past flows) is united. Enrollments, timers and audience
 * bits of `from` stay out: its journeys end with it. `at`: logical epoch ms.
 */
export function mergeCustomers(into: Customer, from: Customer, at: number, context: ProfileContext): ProfileResult {
  const changes = new ProfileChanges(true);
  if (into.id === from.id || into.mergedFrom?.includes(from.id)) return changes;
  into.mergedFrom = [...(into.mergedFrom ?? []), from.id, ...(from.mergedFrom ?? [])].slice(-MAX_MERGED);
  into.createdAt = Math.min(into.createdAt, from.createdAt);
  mergeFields(into, from, changes);
  mergeRelations(into, from, changes);
  into.identities = { ...from.identities, ...into.identities };
  const missing = Object.entries(from.attributes).filter(([name]) => own(into.attributes, name) === undefined);
  setAttributes(into, Object.fromEntries(missing), context, changes, true);
  mergeTags(into, from, at, context, changes);
  into.orders = rebuildOrderStats(uniteOrders(into.orders, from.orders), at);
  changes.changed.add("orders");
  mergeStatements(into, from);
  mergeLists(into, from);
  mergeFlows(into, from);
  into.referrals += from.referrals;
  if (from.activityAt !== undefined) noteActivity(into, from.activityAt, changes);
  if (from.bound) setField(into, "bound", true, changes, true);
  afterOrders(into, at, context, changes);
  refreshDerived(into, at, context, changes);
  return changes.finish();
}

function mergeFields(into: Customer, from: Customer, changes: ProfileChanges): void {
  for (const field of ["name", "salutation", "advisorId", "stage", "tier"] as const) {
    if (into[field] === undefined && from[field] !== undefined) setField(into, field, from[field], changes, true);
  }
  if (into.channel === undefined && from.channel !== undefined) into.channel = from.channel;
  if (from.friendSince !== undefined)
    into.friendSince = Math.min(into.friendSince ?? from.friendSince, from.friendSince);
  const setUntil = from.priceSensitivitySetUntil ?? Number.NEGATIVE_INFINITY;
  if (setUntil > (into.priceSensitivitySetUntil ?? Number.NEGATIVE_INFINITY)) {
    into.priceSensitivitySetUntil = setUntil;
    setField(into, "priceSensitivity", from.priceSensitivity, changes, true);
  }
}

function mergeRelations(into: Customer, from: Customer, changes: ProfileChanges): void {
  for (const relation of from.relations) {
    const index = into.relations.findIndex(({ advisorId }) => advisorId === relation.advisorId);
    const known = into.relations[index];
    if (known === undefined) into.relations.push(relation);
    else {
      into.relations[index] = uniteRelation(known, relation);
      if (isFriend(relation)) addFriend(into, relation.advisorId, relation.since, changes);
    }
    changes.changed.add("relations");
  }
}

/** Later chat and later removal hold; whether the friendship stands is then asked anew. */
function uniteRelation(a: Relation, b: Relation): Relation {
  const lastChatAt = latest(a.lastChatAt, b.lastChatAt);
  const later = (b.removedAt ?? Number.NEGATIVE_INFINITY) > (a.removedAt ?? Number.NEGATIVE_INFINITY) ? b : a;
  return {
    ...a,
    ...(lastChatAt === undefined ? {} : { lastChatAt }),
    ...(later.removedAt === undefined ? {} : { removedAt: later.removedAt }),
    ...(later.removedBy === undefined ? {} : { removedBy: later.removedBy }),
  };
}

const latest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.max(a, b);

/** Tags of `from` that no exclusive group of `into` contradicts; their own ends hold. */
function mergeTags(
  into: Customer,
  from: Customer,
  at: number,
  { taxonomy }: ProfileContext,
  changes: ProfileChanges,
): void {
  const taken = new Set(
    taxonomy.groups
      .filter((group) => group.exclusive && group.tags.some((tag) => into.tags.includes(tag)))
      .flatMap((group) => group.tags),
  );
  const wanted = from.tags.filter((tag) => !taken.has(tag) && !into.tags.includes(tag));
  addTags(into, wanted, at, taxonomy, changes, { by: "merge" });
  for (const tag of wanted) {
    const until = own(from.tagUntil, tag);
    if (until !== undefined && into.tags.includes(tag)) into.tagUntil[tag] = until;
  }
}

/** By order id; of one that both know, the record that was paid, else the one with more refunds. */
function uniteOrders(a: OrderStats, b: OrderStats): OrderStats {
  const orders = new Map<string, OrderRecord>();
  for (const order of [...a.recent, ...b.recent]) {
    const known = orders.get(order.id);
    if (known === undefined || isFuller(order, known)) orders.set(order.id, order);
  }
  const recent = [...orders.values()].sort(byTime);
  const older = a.older === undefined || b.older === undefined ? (a.older ?? b.older) : uniteOlder(a.older, b.older);
  return { ...a, recent, ...(older === undefined ? {} : { older }) };
}

const isFuller = (a: OrderRecord, b: OrderRecord): boolean =>
  a.paid !== b.paid ? a.paid : (a.refundIds?.length ?? 0) > (b.refundIds?.length ?? 0);

type Older = NonNullable<OrderStats["older"]>;

function uniteOlder(a: Older, b: Older): Older {
  const firstAt = Math.min(a.firstAt ?? Number.POSITIVE_INFINITY, b.firstAt ?? Number.POSITIVE_INFINITY);
  const lastAt = latest(a.lastAt, b.lastAt);
  return {
    count: a.count + b.count,
    spend: a.spend + b.spend,
    discounted: a.discounted + b.discounted,
    ...(Number.isFinite(firstAt) ? { firstAt } : {}),
    ...(lastAt === undefined ? {} : { lastAt }),
    byShop: unite(a.byShop, b.byShop, (x, y) => ({ count: x.count + y.count, spend: x.spend + y.spend })),
    bySku: unite(a.bySku, b.bySku, (x, y) => ({
      count: x.count + y.count,
      quantity: x.quantity + y.quantity,
      spend: x.spend + y.spend,
      firstAt: Math.min(x.firstAt, y.firstAt),
      lastAt: Math.max(x.lastAt, y.lastAt),
    })),
    days: [...a.days, ...b.days].sort((x, y) => x.at - y.at),
  };
}

function unite<T>(a: Record<string, T>, b: Record<string, T>, plus: (x: T, y: T) => T): Record<string, T> {
  const sum = { ...a };
  for (const [key, entry] of Object.entries(b)) {
    const known = own(sum, key);
    sum[key] = known === undefined ? entry : plus(known, entry);
  }
  return sum;
}

/** The later "N days left" of a sku holds; run-outs are predicted anew from it and the orders. */
function mergeStatements(into: Customer, from: Customer): void {
  for (const [sku, item] of Object.entries(from.replenish)) {
    const known = own(into.replenish, sku);
    const isNewer = (item.stated?.at ?? Number.NEGATIVE_INFINITY) > (known?.stated?.at ?? Number.NEGATIVE_INFINITY);
    if (known === undefined || isNewer) into.replenish = { ...into.replenish, [sku]: item };
  }
}

function mergeLists(into: Customer, from: Customer): void {
  const taskIds = new Set(into.contacts.map((entry) => entry.taskId));
  into.contacts = [...into.contacts, ...from.contacts.filter((entry) => !taskIds.has(entry.taskId))].sort(
    (a, b) => a.at - b.at || (a.taskId < b.taskId ? -1 : 1),
  );
  for (const suppression of from.suppressions) {
    const index = into.suppressions.findIndex(
      ({ kind, sku, ref }) => kind === suppression.kind && sku === suppression.sku && ref === suppression.ref,
    );
    const known = into.suppressions[index];
    if (known === undefined) into.suppressions.push(suppression);
    else if ((known.until ?? Number.POSITIVE_INFINITY) < (suppression.until ?? Number.POSITIVE_INFINITY)) {
      into.suppressions[index] = suppression;
    }
  }
}

function newestKeys(known: FlowHistory["keys"], past: FlowHistory["keys"]): NonNullable<FlowHistory["keys"]> {
  const latest = new Map(Object.entries(known ?? {}));
  for (const [key, at] of Object.entries(past ?? {})) latest.set(key, Math.max(at, latest.get(key) ?? at));
  const newestFirst = [...latest].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return Object.fromEntries(newestFirst.slice(0, MAX_ENTRY_KEYS));
}

/** Re-entry rules see one person: who was in a flow as either has been in it. */
function mergeFlows(into: Customer, from: Customer): void {
  for (const [flowId, past] of Object.entries(from.flows)) {
    const known = own(into.flows, flowId);
    if (known === undefined) {
      into.flows[flowId] = { ...past };
      continue;
    }
    const later =
      (past.lastExitAt ?? Number.NEGATIVE_INFINITY) > (known.lastExitAt ?? Number.NEGATIVE_INFINITY) ? past : known;
    into.flows[flowId] = {
      ...later,
      entered: known.entered + past.entered,
      lastEnteredAt: Math.max(known.lastEnteredAt, past.lastEnteredAt),
      ...(known.keys || past.keys ? { keys: newestKeys(known.keys, past.keys) } : {}),
    };
  }
}
