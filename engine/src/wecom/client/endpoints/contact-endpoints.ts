import { z } from "zod";
import { endpoint } from "../endpoint.js";
import { chars, idText, listOf } from "../request-limits.js";
import { answerOf, listOrNone, nextCursor, plainAnswer, seconds } from "./answer.js";

/** The customer, the same for every advisor. */
const externalContact = z.looseObject({
  external_userid: z.string(),
  name: z.string().optional(),
  avatar: z.string().optional(),
  /** 1 = a WeChat user, 2 = a WeCom user. */
  type: z.int().optional(),
  gender: z.int().optional(),
  unionid: z.string().optional(),
  position: z.string().optional(),
  corp_name: z.string().optional(),
  corp_full_name: z.string().optional(),
});
export type WecomExternalContact = z.output<typeof externalContact>;

const relation = {
  userid: z.string(),
  remark: z.string().optional(),
  description: z.string().optional(),
  createtime: seconds.optional(),
  remark_corp_name: z.string().optional(),
  remark_mobiles: listOrNone(z.string()),
  add_way: z.int().optional(),
  oper_userid: z.string().optional(),
  /** The contact way's state, or a 获客 link's customer_channel. */
  state: z.string().optional(),
};

/** One advisor's relation with the customer, as `get` gives it. */
const followUser = z.looseObject({
  ...relation,
  tags: listOrNone(
    z.looseObject({
      group_name: z.string().optional(),
      tag_name: z.string().optional(),
      /** Absent for a personal tag. */
      tag_id: z.string().optional(),
      /** 1 = the corp's, 2 = personal, 3 = a rule group's. */
      type: z.int().optional(),
    }),
  ),
});
export type WecomFollowUser = z.output<typeof followUser>;

/** The same as `batch/get_by_user` gives it: ids of tags only, personal ones left out. */
const followInfo = z.looseObject({ ...relation, tag_id: listOrNone(z.string()) });
export type WecomFollowInfo = z.output<typeof followInfo>;

/** Members who may have customers. */
export const GET_FOLLOW_USERS = endpoint({
  api: "externalcontact/get_follow_user_list",
  method: "GET",
  safety: "read",
  request: z.strictObject({}),
  answer: answerOf({ follow_user: listOrNone(z.string()) }),
});

/** Ids of one member's customers [D92113]. */
export const LIST_CONTACTS = endpoint({
  api: "externalcontact/list",
  method: "GET",
  safety: "read",
  request: z.strictObject({ userid: idText }),
  answer: answerOf({ external_userid: listOrNone(z.string()) }),
});

/** One customer with all advisors; pages only beyond 500 of these [D92114]. */
export const GET_CONTACT = endpoint({
  api: "externalcontact/get",
  method: "GET",
  safety: "read",
  request: z.strictObject({ external_userid: idText, cursor: z.string().optional() }),
  answer: answerOf({ external_contact: externalContact, follow_user: listOrNone(followUser), next_cursor: nextCursor }),
});

/** Customers of up to 100 members, page by page [D92994]. */
export const BATCH_GET_CONTACTS = endpoint({
  api: "externalcontact/batch/get_by_user",
  method: "POST",
  safety: "read",
  request: z.strictObject({
    userid_list: listOf(idText, 1, 100),
    cursor: z.string().optional(),
    limit: z.int().min(1).max(100).default(100),
  }),
  answer: answerOf({
    external_contact_list: listOrNone(z.looseObject({ external_contact: externalContact, follow_info: followInfo })),
    next_cursor: nextCursor,
    fail_info: z.looseObject({ unlicensed_userid_list: listOrNone(z.string()) }).nullish(),
  }),
});

/** What an advisor calls the customer [D92115]. What is left out stays; mobiles are replaced, `[""]` clears them. */
export const SET_REMARK = endpoint({
  api: "externalcontact/remark",
  method: "POST",
  safety: "idempotent",
  request: z.strictObject({
    userid: idText,
    external_userid: idText,
    remark: chars(20).optional(),
    description: chars(150).optional(),
    remark_company: chars(20).optional(),
    remark_mobiles: z.array(z.string()).optional(),
    remark_pic_mediaid: z.string().optional(),
  }),
  answer: plainAnswer,
});
