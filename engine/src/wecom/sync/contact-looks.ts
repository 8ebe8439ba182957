import { type Store, typedRecords } from "../../store/index.js";
import type { WecomEvent } from "../callbacks/index.js";
import { type ContactSnapshot, contactSnapshotSchema, withEvent, withMarkedTags } from "../contacts/index.js";
import { KeyedLock } from "../keyed-lock.js";

const lock = new KeyedLock();

/**
 * WeCom's customers as we last saw them, by external user id. What a person changed there shows between two looks; what
 * we changed ourselves, or were told by a callback, is noted in the look, so that the next one does not find it again.
 */
export function createContactLooks({ records }: Pick<Store, "records">) {
  const looks = typedRecords(records, "wecom.contact", contactSnapshotSchema);
  const put = (id: string, doc: ContactSnapshot) => looks.put({ id, doc });
  const change = (id: string, next: (look: ContactSnapshot | undefined) => ContactSnapshot | undefined) =>
    lock.run(id, async () => {
      const before = (await looks.get(id))?.doc;
      const after = next(before);
      if (after !== undefined && after !== before) await put(id, after);
    });
  return {
    records: looks,
    /** Compares and replaces, one look of a customer at a time; `post` must be durable when it resolves. */
    replace: (
      externalUserId: string,
      after: ContactSnapshot,
      post: (before: ContactSnapshot | undefined) => Promise<void>,
    ): Promise<void> =>
      lock.run(externalUserId, async () => {
        const before = await looks.get(externalUserId);
        await post(before && { ...before.doc, look: before.revision });
        await put(externalUserId, after);
      }),
    noteEvent: (externalUserId: string, event: WecomEvent): Promise<void> =>
      change(externalUserId, (look) => withEvent(look, event)),
    noteMarks: (
      externalUserId: string,
      userId: string,
      marks: { readonly add: readonly string[]; readonly remove: readonly string[] },
    ): Promise<void> => change(externalUserId, (look) => look && withMarkedTags(look, userId, marks)),
  };
}

export type ContactLooks = ReturnType<typeof createContactLooks>;
