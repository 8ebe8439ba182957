import type { JsonObject } from "@sopflow/schemas";
import { CallError, ERR } from "../rules/errcodes.js";
import { isVisible, seconds } from "../rules/lookup.js";
import { pageOf } from "../rules/paging.js";
import type { GroupChat } from "../state/customers.js";
import type { Call, Endpoint } from "./endpoint.js";

const MOST_OWNERS_UNFILTERED = 1_000;

/** 客户群. */
export const GROUP_CHAT_ENDPOINTS: readonly Endpoint[] = [
  { path: "externalcontact/groupchat/list", method: "POST", customers: true, run: list },
  { path: "externalcontact/groupchat/get", method: "POST", customers: true, run: get },
];

const visibleChats = ({ corp, app }: Call): GroupChat[] =>
  [...corp.groupChats.values()].filter((chat) => !chat.dismissed && isVisible(app, chat.owner));

function list(call: Call): JsonObject {
  const { body } = call;
  const owners = body.optionalObject("owner_filter")?.texts("userid_list", 100) ?? [];
  body.int("limit", 1, 1_000);
  const status = body.int("status_filter", 0, 3, 0);
  const chats = visibleChats(call).filter(
    ({ owner }) => owners.length === 0 || owners.some((userid) => userid.toLowerCase() === owner.toLowerCase()),
  );
  if (owners.length === 0 && new Set(chats.map(({ owner }) => owner)).size > MOST_OWNERS_UNFILTERED) {
    throw new CallError(ERR.tooManyOwners);
  }
  // Owners who left are not simulated: every chat has status 0.
  const { items, next } = pageOf(body, status === 0 ? chats : [], { most: 1_000, usual: 1_000 });
  return {
    group_chat_list: items.map(({ chatId }) => ({ chat_id: chatId, status: 0 })),
    ...(next !== "" && { next_cursor: next }),
  };
}

function get(call: Call): JsonObject {
  const { corp, body } = call;
  const chatId = body.text("chat_id");
  const needName = body.int("need_name", 0, 1, 0) === 1;
  const chat = visibleChats(call).find((item) => item.chatId === chatId);
  if (!chat) throw body.refuse("chat_id", "is unknown");
  return {
    group_chat: {
      chat_id: chat.chatId,
      name: chat.name,
      owner: chat.owner,
      create_time: seconds(chat.createdAt),
      notice: chat.notice,
      member_list: [...chat.members.values()].map(({ userid, type, joinedAt, joinScene, invitor }) => {
        const customer = corp.customers.get(userid);
        return {
          userid,
          type,
          join_time: seconds(joinedAt),
          join_scene: joinScene,
          ...(invitor !== undefined && { invitor: { userid: invitor } }),
          ...(corp.openPlatform && customer && { unionid: customer.unionid }),
          group_nickname: "",
          ...(needName && { name: customer?.name ?? corp.members.get(userid.toLowerCase())?.name ?? "" }),
        };
      }),
      admin_list: [],
      member_version: chat.memberVersion,
    },
  };
}
