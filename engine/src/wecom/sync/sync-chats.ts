import { formatInstant, SECOND_MS } from "../../core/time/index.js";
import { isExternalUserId, WECOM_ID_TYPE, WECOM_SOURCE } from "../callbacks/index.js";
import { saying } from "../service/calls-of-app.js";
import { createChatVersions, type GroupChat } from "../service/chat-versions.js";
import type { SyncParts } from "./sync-parts.js";

/** Fetches one group chat, and posts who of our customers joined or left since we last saw it. */
export async function syncChat({ store, engine, app, now }: SyncParts, chatId: string): Promise<number> {
  const chats = createChatVersions(store.records);
  const { group_chat: found } = await saying(() => app.groupChats.get({ chat_id: chatId }));
  const before = (await chats.records.get(chatId))?.doc;
  const members = found.member_list.filter(({ userid }) => isExternalUserId(userid));
  const doc: GroupChat = {
    name: found.name ?? before?.name ?? "",
    owner: found.owner ?? before?.owner ?? "",
    members: members.map(({ userid }) => userid),
    ...(found.member_version === undefined ? {} : { memberVersion: found.member_version }),
  };
  const held = new Set(before?.members ?? []);
  const present = new Set(doc.members);
  const at = (ms: number) => formatInstant("UTC", ms);
  const joined = members
    .filter(({ userid }) => !held.has(userid))
    .map(({ userid, join_time }) => {
      const joinedAt = join_time === undefined ? now() : join_time * SECOND_MS;
      return { type: "group.joined", member: userid, id: `joined/${joinedAt}`, at: at(joinedAt) };
    });
  const left = [...held]
    .filter((member) => !present.has(member))
    .map((member) => ({ type: "group.left", member, id: `left/${before?.memberVersion ?? now()}`, at: at(now()) }));
  const events = [];
  for (const { type, member, id, at: when } of [...joined, ...left]) {
    if ((await store.customers.resolve(WECOM_ID_TYPE, member)) === undefined) continue;
    events.push({
      id: `sync/${chatId}/${member}/${id}`,
      source: WECOM_SOURCE,
      type,
      customer: { idType: WECOM_ID_TYPE, value: member },
      at: when,
      props: { groupId: chatId },
    });
  }
  if (events.length > 0) await engine.post(events, { origin: "system" });
  // Last: who was not posted is found again the next time.
  await chats.records.put({ id: chatId, owner: doc.owner, doc });
  return events.length;
}

/** Ids of all group chats of the corp. */
export function listChats({ app }: Pick<SyncParts, "app">): Promise<string[]> {
  return saying(async () => {
    const ids: string[] = [];
    for await (const { group_chat_list } of app.groupChats.each())
      ids.push(...group_chat_list.map((one) => one.chat_id));
    return ids;
  });
}
