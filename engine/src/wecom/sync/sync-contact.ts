import type { Customer, PostedEventInput } from "@sopflow/schemas";
import { friendAdvisors } from "../../core/profile/index.js";
import { WECOM_ID_TYPE } from "../callbacks/index.js";
import { WecomError } from "../client/index.js";
import { type ContactSnapshot, changeEvents, snapshotOf } from "../contacts/index.js";
import { saying } from "../service/calls-of-app.js";
import { type ContactLooks, createContactLooks } from "./contact-looks.js";
import { loadSyncContext, type SyncContext, type SyncParts } from "./sync-parts.js";

/** errcodes that mean: no advisor of the corp has this customer any more. */
const GONE = new Set([40_096, 84_061]);

/** Fetches one customer and posts what changed since the last look. Gives how many events; rejects with `CallError`. */
export async function syncContact(parts: SyncParts, externalUserId: string): Promise<number> {
  const { store, app } = parts;
  const context = await loadSyncContext(store);
  const found = await saying(async () => {
    try {
      return await app.contacts.getWhole(externalUserId);
    } catch (error) {
      if (error instanceof WecomError && error.code !== undefined && GONE.has(error.code)) return undefined;
      throw error;
    }
  });
  const looks = createContactLooks(store);
  const after = found
    ? snapshotOf(found.contact, found.followUsers)
    : {
        ...snapshotOf({ external_userid: externalUserId }, []),
        name: (await looks.records.get(externalUserId))?.doc.name,
      };
  return takeLook(parts, context, looks, externalUserId, after);
}

/**
 * Posts what a new look tells, and keeps it. Gives how many events. The first look of a customer whom we have from
 * elsewhere (an import) tells what we know already: friends we hold, the name we hold.
 */
export async function takeLook(
  { store, engine, now }: Pick<SyncParts, "store" | "engine" | "now">,
  context: SyncContext,
  looks: ContactLooks,
  externalUserId: string,
  after: ContactSnapshot,
): Promise<number> {
  let count = 0;
  await looks.replace(externalUserId, after, async (before) => {
    const changes = changeEvents(before, after, { ...context, at: now() });
    const customer = before === undefined ? await customerOf(store, externalUserId) : undefined;
    const events = customer === undefined ? changes : changes.filter((event) => !isKnown(customer, event));
    count = events.length;
    if (count > 0) await engine.post(events, { origin: "system" });
  });
  return count;
}

async function customerOf(store: SyncParts["store"], externalUserId: string): Promise<Customer | undefined> {
  const id = await store.customers.resolve(WECOM_ID_TYPE, externalUserId);
  return id === undefined ? undefined : (await store.customers.load([id])).get(id);
}

function isKnown(customer: Customer, { type, props }: PostedEventInput): boolean {
  if (type === "friend.added") return friendAdvisors(customer).some((advisorId) => advisorId === props?.advisorId);
  if (type !== "profile.changed" || props === undefined) return false;
  return Object.keys(props).length === 1 && props.name !== undefined && props.name === customer.name;
}
