import { type Context, type Effect, partitionOf, stableId, step } from "../core/journey/index.js";
import { newCustomer } from "../core/profile/index.js";
import type { Store } from "../store/index.js";
import { checkPosted } from "./posted-event.js";

/**
 * What an event would do to its customer if it were applied now: nothing is written, nothing is told. An event that
 * intake would refuse does nothing.
 */
export async function foreseeEvent(
  store: Store,
  context: Context,
  posted: unknown,
  now: number,
): Promise<readonly Effect[]> {
  const checked = checkPosted(posted, { origin: "system", received: now });
  if (checked.status !== "ok") return [];
  const { event, at } = checked;
  const { customer: named } = event;
  const identity = typeof named === "string" ? undefined : named;
  const id =
    typeof named === "string"
      ? named
      : ((await store.customers.resolve(named.idType, named.value)) ?? stableId("customer", named.idType, named.value));
  const customer = (await store.customers.load([id])).get(id) ?? newCustomer(id, partitionOf(id), at);
  if (identity) customer.identities = { ...customer.identities, [identity.idType]: identity.value };
  const inputId = `${event.source}/${event.id}`;
  const { type, source, props } = event;
  const input = { kind: "event", id: inputId, seq: 0, type, source, at, received: now, now, props } as const;
  return step(customer, input, context).effects;
}
