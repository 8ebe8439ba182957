import { z } from "zod";
import { type RecordStore, typedRecords } from "../../store/index.js";

/** A group chat as we last saw it. */
export const groupChatSchema = z.object({
  name: z.string().default(""),
  owner: z.string().default(""),
  /** WeCom's version of the list of members; a change that names another one before it was missed. */
  memberVersion: z.string().optional(),
  /** External user ids. */
  members: z.array(z.string()).default([]),
  /** Epoch ms; absent while it is there. */
  dismissedAt: z.int().optional(),
});
export type GroupChat = z.infer<typeof groupChatSchema>;

/** Group chats by WeCom's id. */
export function createChatVersions(records: RecordStore) {
  const chats = typedRecords(records, "wecom.chat", groupChatSchema);
  const empty: GroupChat = { name: "", owner: "", members: [] };
  return {
    records: chats,
    version: async (chatId: string): Promise<string | undefined> => (await chats.get(chatId))?.doc.memberVersion,
    async note(chatId: string, memberVersion: string): Promise<void> {
      const doc = (await chats.get(chatId))?.doc ?? empty;
      await chats.put({ id: chatId, owner: doc.owner, doc: { ...doc, memberVersion } });
    },
    async close(chatId: string, dismissedAt: number): Promise<void> {
      const doc = (await chats.get(chatId))?.doc ?? empty;
      await chats.put({ id: chatId, owner: doc.owner, doc: { ...doc, dismissedAt } });
    },
  };
}

export type ChatVersions = ReturnType<typeof createChatVersions>;
