import { z } from "zod";
import { endpoint } from "../endpoint.js";
import { bytes, chars, filled, idText, listOf, rule } from "../request-limits.js";
import { answerOf, plainAnswer } from "./answer.js";
import { templateCardSchema } from "./card-shape.js";

const text = z.strictObject({ msgtype: z.literal("text"), text: z.strictObject({ content: filled(bytes(2_048)) }) });
const markdown = z.strictObject({
  msgtype: z.literal("markdown"),
  markdown: z.strictObject({ content: filled(bytes(2_048)) }),
});
const textcard = z.strictObject({
  msgtype: z.literal("textcard"),
  textcard: z.strictObject({
    title: filled(chars(128)),
    description: filled(chars(512)),
    url: filled(bytes(2_048)),
    btntxt: chars(4).optional(),
  }),
});
const card = z.strictObject({ msgtype: z.literal("template_card"), template_card: templateCardSchema });

/** What an app message carries. */
export const messageBodySchema = z.discriminatedUnion("msgtype", [text, markdown, textcard, card]);
export type MessageBody = z.input<typeof messageBodySchema>;

const someone = <T extends { users: string[]; parties: number[]; tags: number[]; all: boolean }>(to: T) =>
  to.all || to.users.length + to.parties.length + to.tags.length > 0;

const recipients = z
  .strictObject({
    users: listOf(idText, 0, 1_000).default([]),
    parties: listOf(z.int(), 0, 100).default([]),
    tags: listOf(z.int(), 0, 100).default([]),
    all: z.boolean().default(false),
  })
  .refine(someone, rule("没有接收人", "nobody is to get it"));

const HOURS_4_S = 14_400;
/** WeCom's own default. Longer, and a message meant twice would be dropped. */
const DUPLICATE_CHECK_S = 1_800;

/** App message to members [D90236]. The duplicate check makes a repetition harmless, so it is on unless switched off. */
export const SEND_MESSAGE = endpoint({
  api: "message/send",
  method: "POST",
  safety: "once",
  guardedBy: ({ duplicateCheckS }) => duplicateCheckS > 0,
  request: z.strictObject({
    to: recipients,
    message: messageBodySchema,
    safe: z.boolean().optional(),
    enableIdTrans: z.boolean().optional(),
    /** How long WeCom drops the same content, seconds, up to 4 hours; 0 = no check. */
    duplicateCheckS: z.int().min(0).max(HOURS_4_S).default(DUPLICATE_CHECK_S),
  }),
  wire: ({ to, message, safe, enableIdTrans, duplicateCheckS }, { agentId }) => ({
    ...(to.all ? { touser: "@all" } : to.users.length > 0 && { touser: to.users.join("|") }),
    ...(to.parties.length > 0 && { toparty: to.parties.join("|") }),
    ...(to.tags.length > 0 && { totag: to.tags.join("|") }),
    agentid: agentId,
    ...message,
    ...(safe !== undefined && { safe: Number(safe) }),
    ...(enableIdTrans !== undefined && { enable_id_trans: Number(enableIdTrans) }),
    ...(duplicateCheckS > 0 && { enable_duplicate_check: 1, duplicate_check_interval: duplicateCheckS }),
  }),
  answer: answerOf({
    /** `|` parted, lower-cased: the message went to the others. */
    invaliduser: z.string().optional(),
    invalidparty: z.string().optional(),
    invalidtag: z.string().optional(),
    unlicenseduser: z.string().optional(),
    msgid: z.string().optional(),
    /** To update the card: works once, for 72 h. */
    response_code: z.string().optional(),
  }),
  resolution: {
    zh: "消息可能已送达：开启重复检查（duplicateCheckS）后可安全重发",
    en: "the message may have arrived: with the duplicate check (duplicateCheckS) it may be sent again",
  },
});

/** Replaces a card or greys its button [D94888]. The response code works once, so a repetition harms nothing. */
export const UPDATE_CARD = endpoint({
  api: "message/update_template_card",
  method: "POST",
  safety: "guarded",
  doneAfterUncertain: [60140],
  request: z
    .strictObject({
      userids: listOf(idText, 0, 1_000).optional(),
      partyids: listOf(z.int(), 0, 100).optional(),
      tagids: listOf(z.int(), 0, 100).optional(),
      atall: z.literal(1).optional(),
      response_code: filled(z.string()),
      button: z.strictObject({ replace_name: filled(z.string()) }).optional(),
      template_card: templateCardSchema.optional(),
    })
    .refine(
      ({ button, template_card }) => (button === undefined) !== (template_card === undefined),
      rule("须且只须给出 button 或 template_card 之一", "give either button or template_card"),
    ),
  wire: (request, { agentId }) => ({ ...request, agentid: agentId }),
  answer: answerOf({ invaliduser: z.union([z.string(), z.array(z.string())]).optional() }),
});

/** Takes a message back, up to 24 hours after it was sent, on WeCom clients only [D94867]. */
export const RECALL_MESSAGE = endpoint({
  api: "message/recall",
  method: "POST",
  safety: "idempotent",
  request: z.strictObject({ msgid: filled(z.string()) }),
  answer: plainAnswer,
});
