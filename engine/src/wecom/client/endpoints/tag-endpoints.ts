import { z } from "zod";
import { endpoint } from "../endpoint.js";
import { chars, filled, idText, listOf, rule } from "../request-limits.js";
import { answerOf, listOrNone, plainAnswer, seconds } from "./answer.js";

const tagName = filled(chars(30));
const order = z.int().min(0).max(4_294_967_295);

const tag = z.looseObject({
  id: z.string(),
  name: z.string(),
  create_time: seconds.optional(),
  order: z.number().optional(),
  deleted: z.boolean().optional(),
});
const tagGroup = z.looseObject({
  group_id: z.string(),
  group_name: z.string(),
  create_time: seconds.optional(),
  order: z.number().optional(),
  deleted: z.boolean().optional(),
  tag: listOrNone(tag),
});
export type WecomTagGroup = z.output<typeof tagGroup>;

/** The corp's tags; without ids all of them. Groups win over tags [D92117]. */
export const LIST_TAGS = endpoint({
  api: "externalcontact/get_corp_tag_list",
  method: "POST",
  safety: "read",
  request: z.strictObject({ tag_id: z.array(idText).optional(), group_id: z.array(idText).optional() }),
  answer: answerOf({ tag_group: listOrNone(tagGroup) }),
});

/** New tags in a group that exists (`group_id`) or by its name. A group is never empty. */
export const ADD_TAGS = endpoint({
  api: "externalcontact/add_corp_tag",
  method: "POST",
  safety: "once",
  request: z
    .strictObject({
      group_id: idText.optional(),
      group_name: tagName.optional(),
      order: order.optional(),
      tag: listOf(z.strictObject({ name: tagName, order: order.optional() }), 1, 1_000),
    })
    .refine(
      ({ group_id, group_name }) => group_id !== undefined || group_name !== undefined,
      rule("缺少标签组", "the group is missing: group_id or group_name"),
    ),
  answer: answerOf({ tag_group: tagGroup }),
  resolution: {
    zh: "请用 get_corp_tag_list 按名称查看标签是否已建好",
    en: "look for the tags by name with get_corp_tag_list before adding them again",
  },
});

/** Renames or reorders a tag or a group; only what this app made. */
export const EDIT_TAG = endpoint({
  api: "externalcontact/edit_corp_tag",
  method: "POST",
  safety: "idempotent",
  request: z.strictObject({ id: idText, name: tagName.optional(), order: order.optional() }),
  answer: plainAnswer,
});

/** Removes tags or whole groups; only what this app made. */
export const DELETE_TAGS = endpoint({
  api: "externalcontact/del_corp_tag",
  method: "POST",
  safety: "idempotent",
  // A second time there is no such tag any more.
  doneAfterUncertain: [40068],
  request: z
    .strictObject({ tag_id: z.array(idText).default([]), group_id: z.array(idText).default([]) })
    .refine(
      ({ tag_id, group_id }) => tag_id.length + group_id.length > 0,
      rule("没有要删除的标签", "nothing to delete"),
    ),
  answer: plainAnswer,
});

/** Tags of one relation: advisor and customer [D92118]. */
export const MARK_TAGS = endpoint({
  api: "externalcontact/mark_tag",
  method: "POST",
  safety: "idempotent",
  request: z
    .strictObject({
      userid: idText,
      external_userid: idText,
      add_tag: listOf(idText, 0, 1_000).default([]),
      remove_tag: listOf(idText, 0, 1_000).default([]),
    })
    .refine(
      ({ add_tag, remove_tag }) => add_tag.length + remove_tag.length > 0,
      rule("没有要更改的标签", "no tag to add or remove"),
    ),
  answer: plainAnswer,
});
