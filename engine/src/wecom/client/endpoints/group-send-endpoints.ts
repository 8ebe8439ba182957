import { z } from "zod";
import { endpoint } from "../endpoint.js";
import { idText, listOf, rule } from "../request-limits.js";
import { answerOf, listOrNone, nextCursor, plainAnswer, seconds } from "./answer.js";
import { contentFields, contentRule, hasContent } from "./content-shape.js";

/** WeCom's word on a customer of a group send. */
export const GROUP_SEND_STATUS = { unsent: 0, sent: 1, notFriend: 2, limit: 3 } as const;
/** WeCom's word on a member who is to confirm a group send. */
export const GROUP_TASK_STATUS = { unsent: 0, sent: 2 } as const;

const cursor = z.string().optional();

/**
 * A group send (企业群发) [D92135]. It sends nothing: the member has to confirm it. Repeating it makes a second one, so an
 * unanswered call is looked up with `groupSends.find` before it is repeated.
 */
export const CREATE_GROUP_SEND = endpoint({
  api: "externalcontact/add_msg_template",
  method: "POST",
  safety: "once",
  request: z
    .strictObject({
      chat_type: z.enum(["single", "group"]).default("single"),
      external_userid: listOf(idText, 1, 10_000).optional(),
      chat_id_list: listOf(idText, 1, 2_000).optional(),
      tag_filter: z
        .strictObject({
          group_list: z.array(z.strictObject({ tag_list: listOf(idText, 1, 100) })).min(1),
        })
        .optional(),
      sender: idText.optional(),
      allow_select: z.boolean().optional(),
      ...contentFields,
    })
    .refine(hasContent, contentRule)
    .refine(
      ({ chat_type, sender }) => chat_type !== "group" || sender !== undefined,
      rule("群发到客户群须指定成员", "a send to groups needs its sender"),
    )
    .refine(
      ({ chat_type, sender, external_userid, tag_filter }) =>
        chat_type === "group" || sender !== undefined || external_userid !== undefined || tag_filter !== undefined,
      rule("成员、客户和标签不能都为空", "sender, external_userid and tag_filter are all missing"),
    ),
  answer: answerOf({ fail_list: listOrNone(z.string()), msgid: z.string() }),
  resolution: {
    zh: "请用 get_groupmsg_list_v2 查看是否已建好（groupSends.find）",
    en: "look for it with get_groupmsg_list_v2 (groupSends.find) before creating it again",
  },
});

/** Reminds those who have not confirmed: 3 times in 24 hours [D97610]. */
export const REMIND_GROUP_SEND = endpoint({
  api: "externalcontact/remind_groupmsg_send",
  method: "POST",
  safety: "once",
  request: z.strictObject({ msgid: idText }),
  answer: plainAnswer,
  resolution: { zh: "提醒可能已发出，请按已提醒计", en: "the reminder may have gone out: count it" },
});

/** Stops what was not sent yet; what was sent stays [D97611]. */
export const CANCEL_GROUP_SEND = endpoint({
  api: "externalcontact/cancel_groupmsg_send",
  method: "POST",
  safety: "idempotent",
  doneAfterUncertain: [41093],
  request: z.strictObject({ msgid: idText }),
  answer: plainAnswer,
});

const groupSend = z.looseObject({
  msgid: z.string(),
  creator: z.string().optional(),
  create_time: z.coerce.number().optional(),
  /** 0 = by the corp, 1 = by a member. */
  create_type: z.int().optional(),
  text: z.looseObject({ content: z.string().optional() }).nullish(),
  attachments: listOrNone(z.looseObject({ msgtype: z.string().optional() })),
});
export type WecomGroupSend = z.output<typeof groupSend>;

const MONTH_S = 31 * 86_400;

/** Group sends of at most a month, page by page [D93338]. Times are seconds. */
export const LIST_GROUP_SENDS = endpoint({
  api: "externalcontact/get_groupmsg_list_v2",
  method: "POST",
  safety: "read",
  request: z
    .strictObject({
      chat_type: z.enum(["single", "group"]).default("single"),
      start_time: z.int(),
      end_time: z.int(),
      creator: idText.optional(),
      /** 0 = the corp's, 1 = members' own, 2 = all. */
      filter_type: z.int().min(0).max(2).optional(),
      limit: z.int().min(1).max(100).default(100),
      cursor,
    })
    .refine(
      ({ start_time, end_time }) => end_time >= start_time && end_time - start_time <= MONTH_S,
      rule("起止时间最多相隔一个月", "start and end are at most a month apart"),
    ),
  answer: answerOf({ group_msg_list: listOrNone(groupSend), next_cursor: nextCursor }),
});

/** Which members have confirmed it. */
export const LIST_GROUP_SEND_TASKS = endpoint({
  api: "externalcontact/get_groupmsg_task",
  method: "POST",
  safety: "read",
  request: z.strictObject({ msgid: idText, limit: z.int().min(1).max(1_000).default(1_000), cursor }),
  answer: answerOf({
    task_list: listOrNone(z.looseObject({ userid: z.string(), status: z.int(), send_time: seconds.optional() })),
    next_cursor: nextCursor,
  }),
});

/** What became of each customer; for group chats those not sent are missing. */
export const LIST_GROUP_SEND_RESULTS = endpoint({
  api: "externalcontact/get_groupmsg_send_result",
  method: "POST",
  safety: "read",
  request: z.strictObject({ msgid: idText, userid: idText, limit: z.int().min(1).max(1_000).default(1_000), cursor }),
  answer: answerOf({
    send_list: listOrNone(
      z.looseObject({
        external_userid: z.string().optional(),
        chat_id: z.string().optional(),
        userid: z.string().optional(),
        status: z.int(),
        send_time: seconds.optional(),
      }),
    ),
    next_cursor: nextCursor,
  }),
});
