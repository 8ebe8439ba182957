import { z } from "zod";
import { endpoint } from "../endpoint.js";
import { bytes, chars, filled, idText, listOf, rule } from "../request-limits.js";
import { answerOf, listOrNone, nextCursor, plainAnswer } from "./answer.js";
import { contentFields, contentRule, hasContent, momentAttachmentSchema } from "./content-shape.js";

/** Greets a new friend [D92137]. The code works once, for 20 s: give the call its `deadlineAt`. */
export const SEND_WELCOME = endpoint({
  api: "externalcontact/send_welcome_msg",
  method: "POST",
  safety: "guarded",
  // A code that was used is invalid, and the chat has begun with our own greeting.
  doneAfterUncertain: [41050, 41051],
  request: z.strictObject({ welcome_code: filled(z.string()), ...contentFields }).refine(hasContent, contentRule),
  answer: plainAnswer,
});

const attachments = listOf(momentAttachmentSchema, 0, 9).refine(
  (list) => list.length <= 1 || list.every(({ msgtype }) => msgtype === "image"),
  rule("朋友圈只能有 9 张图片，或 1 个视频，或 1 个链接", "a moment has up to 9 images, or 1 video, or 1 link"),
);

/** A moment (客户朋友圈) that members are asked to publish [D95094]. */
export const CREATE_MOMENT = endpoint({
  api: "externalcontact/add_moment_task",
  method: "POST",
  safety: "once",
  request: z
    .strictObject({
      text: z.strictObject({ content: bytes(4_000).and(chars(2_000)) }).optional(),
      attachments: attachments.optional(),
      visible_range: z
        .strictObject({
          sender_list: z
            .strictObject({
              user_list: listOf(idText, 0, 100_000).optional(),
              department_list: z.array(z.int()).optional(),
            })
            .optional(),
          external_contact_list: z.strictObject({ tag_list: z.array(idText) }).optional(),
        })
        .optional(),
    })
    .refine(hasContent, contentRule),
  answer: answerOf({ jobid: z.string() }),
  resolution: {
    zh: "请在企业微信“客户朋友圈”中查看任务是否已建好",
    en: "look in WeCom's customer moments whether the task exists before creating it again",
  },
});

/** How far the creation of a moment is; the job id works for 24 hours. */
export const GET_MOMENT_RESULT = endpoint({
  api: "externalcontact/get_moment_task_result",
  method: "GET",
  safety: "read",
  request: z.strictObject({ jobid: idText }),
  answer: answerOf({
    /** 1 = begun, 2 = going on, 3 = done. */
    status: z.int(),
    type: z.string().optional(),
    result: z
      .looseObject({
        errcode: z.int().optional(),
        errmsg: z.string().optional(),
        moment_id: z.string().optional(),
        invalid_sender_list: z.looseObject({}).nullish(),
        invalid_external_contact_list: z.looseObject({}).nullish(),
      })
      .nullish(),
  }),
});

/** Who of those asked has published a moment (客户朋友圈全部发表), page by page. */
export const LIST_MOMENT_TASKS = endpoint({
  api: "externalcontact/get_moment_task",
  method: "POST",
  safety: "read",
  request: z.strictObject({
    moment_id: idText,
    limit: z.int().min(1).max(1_000).default(1_000),
    cursor: z.string().optional(),
  }),
  answer: answerOf({
    /** 0 = not published, 1 = published. */
    task_list: listOrNone(z.looseObject({ userid: z.string(), publish_status: z.int() })),
    next_cursor: nextCursor,
  }),
});

/** Takes a moment back from those who have not published it. */
export const CANCEL_MOMENT = endpoint({
  api: "externalcontact/cancel_moment_task",
  method: "POST",
  safety: "idempotent",
  request: z.strictObject({ moment_id: idText }),
  answer: plainAnswer,
});

/** Hands customers over to another member [D92125]: each has its own errcode; 0 = begun, done by itself after 24 h. */
export const TRANSFER_CUSTOMERS = endpoint({
  api: "externalcontact/transfer_customer",
  method: "POST",
  safety: "once",
  request: z.strictObject({
    handover_userid: idText,
    takeover_userid: idText,
    external_userid: listOf(idText, 1, 100),
    transfer_success_msg: chars(200).optional(),
  }),
  answer: answerOf({
    customer: listOrNone(z.looseObject({ external_userid: z.string(), errcode: z.int() })),
  }),
  resolution: { zh: "请用 transfer_result 查看转接状态", en: "look with transfer_result before handing over again" },
});

/** Hands over the customers of a member who has left the corp; the rest is as with those who work there. */
export const TRANSFER_OF_LEAVER = endpoint({
  ...TRANSFER_CUSTOMERS,
  api: "externalcontact/resigned/transfer_customer",
  request: TRANSFER_CUSTOMERS.request.omit({ transfer_success_msg: true }),
});

export const TRANSFER_STATUS = { done: 1, waiting: 2, refused: 3, full: 4 } as const;

export const GET_TRANSFER_RESULT = endpoint({
  api: "externalcontact/transfer_result",
  method: "POST",
  safety: "read",
  request: z.strictObject({ handover_userid: idText, takeover_userid: idText, cursor: z.string().optional() }),
  answer: answerOf({
    customer: listOrNone(
      z.looseObject({ external_userid: z.string(), status: z.int(), takeover_time: z.number().optional() }),
    ),
    next_cursor: nextCursor,
  }),
});

export const GET_LEAVER_TRANSFER_RESULT = endpoint({
  ...GET_TRANSFER_RESULT,
  api: "externalcontact/resigned/transfer_result",
});

const MAX_UPLOAD_BYTES = 10 * 1024 * 1024;
const fileName = filled(chars(200));
const fileBytes = z
  .custom<Uint8Array>((value) => value instanceof Uint8Array, "bytes are needed")
  .refine((value) => value.length > 5, rule("文件须大于 5 字节", "a file has more than 5 bytes"));

/** Uploads what is attached to moments (1) or product albums (2) [D95098]. The media id works for 3 days. */
export const UPLOAD_ATTACHMENT = endpoint({
  api: "media/upload_attachment",
  method: "POST",
  safety: "idempotent",
  request: z.strictObject({
    media_type: z.enum(["image", "video", "file"]),
    attachment_type: z.union([z.literal(1), z.literal(2)]).default(1),
    name: fileName,
    bytes: fileBytes.refine((value) => value.length <= MAX_UPLOAD_BYTES, rule("文件最大 10 MB", "at most 10 MB")),
  }),
  wire: ({ media_type, attachment_type }) => ({ media_type, attachment_type }),
  file: ({ name, bytes: content }) => ({ name, bytes: content }),
  answer: answerOf({
    type: z.string().optional(),
    media_id: z.string(),
    created_at: z.union([z.string(), z.number()]).optional(),
  }),
});

const MEGABYTE = 1024 * 1024;
/** How large each kind may be. */
const MEDIA_BYTES = { image: 10 * MEGABYTE, voice: 2 * MEGABYTE, video: 10 * MEGABYTE, file: 20 * MEGABYTE } as const;

/** Uploads what is attached to group sends and welcome messages. The media id works for 3 days. */
export const UPLOAD_MEDIA = endpoint({
  api: "media/upload",
  method: "POST",
  safety: "idempotent",
  request: z
    .strictObject({ type: z.enum(["image", "voice", "video", "file"]), name: fileName, bytes: fileBytes })
    .refine(
      ({ type, bytes: content }) => content.length <= MEDIA_BYTES[type],
      rule(
        "文件过大：图片和视频 10 MB，语音 2 MB，文件 20 MB",
        "too large: images and videos 10 MB, voice 2 MB, files 20 MB",
      ),
    ),
  wire: ({ type }) => ({ type }),
  file: ({ name, bytes: content }) => ({ name, bytes: content }),
  answer: UPLOAD_ATTACHMENT.answer,
});

const DAYS_30_S = 30 * 86_400;

/** What members did with customers, day by day; several members are added up [D92132]. Times are seconds. */
export const GET_USER_BEHAVIOR = endpoint({
  api: "externalcontact/get_user_behavior_data",
  method: "POST",
  safety: "read",
  request: z
    .strictObject({
      userid: listOf(idText, 1, 100).optional(),
      partyid: listOf(z.int(), 1, 100).optional(),
      start_time: z.int(),
      end_time: z.int(),
    })
    .refine(
      ({ userid, partyid }) => userid !== undefined || partyid !== undefined,
      rule("缺少成员或部门", "userid and partyid are both missing"),
    )
    .refine(
      ({ start_time, end_time }) => end_time >= start_time && end_time - start_time <= DAYS_30_S,
      rule("起止时间最多相隔 30 天", "start and end are at most 30 days apart"),
    ),
  answer: answerOf({
    behavior_data: listOrNone(
      z.looseObject({
        stat_time: z.int(),
        chat_cnt: z.number().optional(),
        message_cnt: z.number().optional(),
        reply_percentage: z.number().optional(),
        avg_reply_time: z.number().optional(),
        negative_feedback_cnt: z.number().optional(),
        new_apply_cnt: z.number().optional(),
        new_contact_cnt: z.number().optional(),
      }),
    ),
  }),
});
