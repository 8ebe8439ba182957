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

/** Posts what a new look tells, and keeps it. Gives how many events. */
export async function takeLook(
  { engine, now }: Pick<SyncParts, "engine" | "now">,
  context: SyncContext,
  looks: ContactLooks,
  externalUserId: string,
  after: ContactSnapshot,
): Promise<number> {
  let count = 0;
  await looks.replace(externalUserId, after, async (before) => {
    const events = changeEvents(before, after, { ...context, at: now() });
    count = events.length;
    if (count > 0) await engine.post(events, { origin: "system" });
  });
  return count;
}
