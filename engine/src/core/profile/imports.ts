import type { Customer, JsonObject } from "@sopflow/schemas";
import { noteActivity } from "./activity.js";
import { setProfile } from "./attributes.js";
import { applyOrder } from "./orders.js";
import { type ProfileChanges, type ProfileContext, type ProfileEvent, setField } from "./profile-result.js";
import { readInstant, readList, readObject, readText, readTexts } from "./read-props.js";
import { addFriend } from "./relations.js";
import { addTags } from "./tags.js";

/**
 * Takes over `customer.imported`: the fields of `profile.changed`, and `channel`, `friendSince`, `lastActivityAt`,
 * `tags []`, `relations [{advisorId, since}]`, `bound`, `orders [{orderId, at, amount, …}]` with the properties of
 * `order.paid`, and `refunds []` with those of `order.refunded` and `at`. Instants are ISO texts or epoch ms. What the
 * profile already knows for itself (channel, an earlier friendship, an order of the same id) stays.
 */
export function applyImport(
  customer: Customer,
  event: ProfileEvent,
  at: number,
  context: ProfileContext,
  changes: ProfileChanges,
): void {
  const { props } = event;
  setProfile(customer, props, event.at, context, changes);
  customer.channel ??= readText(props.channel, 64);
  for (const item of readList(props.relations)) {
    const relation = readObject(item) ?? {};
    const advisorId = readText(relation.advisorId, 128);
    if (advisorId !== undefined) addFriend(customer, advisorId, readInstant(relation.since) ?? event.at, changes);
  }
  const friendSince = readInstant(props.friendSince);
  if (friendSince !== undefined) {
    if (customer.advisorId !== undefined) addFriend(customer, customer.advisorId, friendSince, changes);
    customer.friendSince = Math.min(customer.friendSince ?? friendSince, friendSince);
  }
  const activityAt = readInstant(props.lastActivityAt);
  if (activityAt !== undefined) noteActivity(customer, activityAt, changes);
  addTags(customer, readTexts(props.tags), event.at, context.taxonomy, changes, { by: "import" });
  if (props.bound === true) setField(customer, "bound", true, changes, true);
  importOrders(customer, "order.paid", props.orders, event, at, changes);
  importOrders(customer, "order.refunded", props.refunds, event, at, changes);
}

function importOrders(
  customer: Customer,
  type: "order.paid" | "order.refunded",
  orders: JsonObject[string] | undefined,
  event: ProfileEvent,
  at: number,
  changes: ProfileChanges,
): void {
  for (const [i, item] of readList(orders).entries()) {
    const props = readObject(item) ?? {};
    const orderAt = readInstant(props.at);
    if (orderAt === undefined) {
      changes.problem("profile.order_incomplete", "orders", "An imported order needs at, orderId and amount in fen");
      continue;
    }
    applyOrder(customer, { id: `${event.id}/${type}/${i}`, type, at: orderAt, props }, at, changes);
    if (type === "order.paid") noteActivity(customer, orderAt, changes);
  }
}
