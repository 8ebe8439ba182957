import { z } from "zod";
import { endpoint } from "../endpoint.js";
import { idText, listOf } from "../request-limits.js";
import { answerOf, listOrNone, nextCursor, seconds } from "./answer.js";

/** Group chats with customers, page by page [D92120]. Above 1000 owners WeCom wants them named (81017). */
export const LIST_GROUP_CHATS = endpoint({
  api: "externalcontact/groupchat/list",
  method: "POST",
  safety: "read",
  request: z.strictObject({
    status_filter: z.int().min(0).max(3).optional(),
    owner_filter: z.strictObject({ userid_list: listOf(idText, 1, 100) }).optional(),
    cursor: z.string().optional(),
    limit: z.int().min(1).max(1_000).default(1_000),
  }),
  answer: answerOf({
    group_chat_list: listOrNone(z.looseObject({ chat_id: z.string(), status: z.int().optional() })),
    next_cursor: nextCursor,
  }),
});

const member = z.looseObject({
  userid: z.string(),
  /** 1 = of the corp, 2 = a customer. */
  type: z.int(),
  unionid: z.string().optional(),
  join_time: seconds.optional(),
  /** 1 = invited by a member, 2 = by link, 3 = by QR code. */
  join_scene: z.int().optional(),
  invitor: z.looseObject({ userid: z.string() }).nullish(),
  group_nickname: z.string().optional(),
  name: z.string().optional(),
});
export type WecomGroupMember = z.output<typeof member>;

const groupChat = z.looseObject({
  chat_id: z.string(),
  name: z.string().optional(),
  owner: z.string().optional(),
  create_time: seconds.optional(),
  notice: z.string().optional(),
  member_list: listOrNone(member),
  admin_list: listOrNone(z.looseObject({ userid: z.string() })),
  /** Compare it with LastMemVer of the next change. */
  member_version: z.string().optional(),
});
export type WecomGroupChat = z.output<typeof groupChat>;

/** One group chat with its members [D92122]. */
export const GET_GROUP_CHAT = endpoint({
  api: "externalcontact/groupchat/get",
  method: "POST",
  safety: "read",
  request: z.strictObject({ chat_id: idText, need_name: z.union([z.literal(0), z.literal(1)]).optional() }),
  answer: answerOf({ group_chat: groupChat }),
});
