import { z } from "zod";
import { endpoint } from "../endpoint.js";
import { chars, idText, listOf, rule } from "../request-limits.js";
import { answerOf, listOrNone, nextCursor, plainAnswer } from "./answer.js";
import { conclusionsSchema } from "./content-shape.js";

const fields = {
  remark: chars(30).optional(),
  skip_verify: z.boolean().optional(),
  /** Comes back with the friend added through it: how we know the channel. */
  state: chars(30).optional(),
  user: listOf(idText, 0, 100).optional(),
  party: listOf(z.int(), 0, 100).optional(),
  style: z.int().optional(),
  expires_in: z.int().optional(),
  chat_expires_in: z.int().optional(),
  unionid: z.string().optional(),
  conclusions: conclusionsSchema.optional(),
};

const contactWay = z.looseObject({
  config_id: z.string(),
  type: z.int().optional(),
  scene: z.int().optional(),
  style: z.int().optional(),
  remark: z.string().optional(),
  skip_verify: z.boolean().optional(),
  state: z.string().optional(),
  qr_code: z.string().optional(),
  user: listOrNone(z.string()),
  party: listOrNone(z.int()),
});
export type WecomContactWay = z.output<typeof contactWay>;

/** A channel's QR code (渠道活码) [D92228]. Keep `config_id`: without it the code cannot be changed. */
export const ADD_CONTACT_WAY = endpoint({
  api: "externalcontact/add_contact_way",
  method: "POST",
  safety: "once",
  request: z
    .strictObject({
      /** 1 = one member, 2 = several. */
      type: z.union([z.literal(1), z.literal(2)]),
      /** 1 = mini-programme, 2 = QR code. */
      scene: z.union([z.literal(1), z.literal(2)]).default(2),
      is_temp: z.boolean().optional(),
      is_exclusive: z.boolean().optional(),
      ...fields,
    })
    .refine(
      ({ type, user = [], party = [] }) =>
        type === 1 ? user.length === 1 && party.length === 0 : user.length + party.length > 0,
      rule(
        "单人码须恰有一名成员，多人码至少一名成员或部门",
        "type 1 needs exactly one member, type 2 a member or department",
      ),
    ),
  answer: answerOf({ config_id: z.string(), qr_code: z.string().optional() }),
  resolution: {
    zh: "请用 list_contact_way 与 get_contact_way 按 state 查看是否已建好",
    en: "look for its state with list_contact_way and get_contact_way before adding it again",
  },
});

export const GET_CONTACT_WAY = endpoint({
  api: "externalcontact/get_contact_way",
  method: "POST",
  safety: "read",
  request: z.strictObject({ config_id: idText }),
  answer: answerOf({ contact_way: contactWay }),
});

/** Those made after 2021-07-10, page by page. */
export const LIST_CONTACT_WAYS = endpoint({
  api: "externalcontact/list_contact_way",
  method: "POST",
  safety: "read",
  request: z.strictObject({
    /** Seconds. */
    start_time: z.int().optional(),
    end_time: z.int().optional(),
    cursor: z.string().optional(),
    limit: z.int().min(1).max(1_000).default(1_000),
  }),
  answer: answerOf({ contact_way: listOrNone(z.looseObject({ config_id: z.string() })), next_cursor: nextCursor }),
});

/** Members and departments given replace those before. */
export const UPDATE_CONTACT_WAY = endpoint({
  api: "externalcontact/update_contact_way",
  method: "POST",
  safety: "idempotent",
  request: z.strictObject({ config_id: idText, ...fields }),
  answer: plainAnswer,
});

export const DELETE_CONTACT_WAY = endpoint({
  api: "externalcontact/del_contact_way",
  method: "POST",
  safety: "idempotent",
  request: z.strictObject({ config_id: idText }),
  answer: plainAnswer,
});

/** Ends a temporary chat. */
export const CLOSE_TEMP_CHAT = endpoint({
  api: "externalcontact/close_temp_chat",
  method: "POST",
  safety: "idempotent",
  request: z.strictObject({ userid: idText, external_userid: idText }),
  answer: plainAnswer,
});
