import { z } from "zod";
import { bytes, filled, idText, listOf, rule } from "../request-limits.js";

const image = z.strictObject({
  msgtype: z.literal("image"),
  image: z
    .strictObject({ media_id: idText.optional(), pic_url: filled(z.string()).optional() })
    .refine(
      ({ media_id, pic_url }) => media_id !== undefined || pic_url !== undefined,
      rule("图片缺少 media_id 或 pic_url", "an image needs media_id or pic_url"),
    ),
});
const link = z.strictObject({
  msgtype: z.literal("link"),
  link: z.strictObject({
    title: filled(bytes(128)),
    picurl: bytes(2_048).optional(),
    desc: bytes(512).optional(),
    url: filled(bytes(2_048)),
  }),
});
const miniprogram = z.strictObject({
  msgtype: z.literal("miniprogram"),
  miniprogram: z.strictObject({
    title: filled(bytes(64)),
    pic_media_id: idText,
    appid: filled(z.string()),
    page: filled(z.string()),
  }),
});
const video = z.strictObject({ msgtype: z.literal("video"), video: z.strictObject({ media_id: idText }) });
const file = z.strictObject({ msgtype: z.literal("file"), file: z.strictObject({ media_id: idText }) });

/** What can be attached to a group send or a welcome message. */
export const attachmentSchema = z.discriminatedUnion("msgtype", [image, link, miniprogram, video, file]);
export type WecomAttachment = z.input<typeof attachmentSchema>;

/** A moment takes images, or one video, or one link. */
export const momentAttachmentSchema = z.discriminatedUnion("msgtype", [image, link, video]);
export type WecomMomentAttachment = z.input<typeof momentAttachmentSchema>;

/** Text and attachments as customers get them. */
export const contentFields = {
  text: z.strictObject({ content: bytes(4_000) }).optional(),
  attachments: listOf(attachmentSchema, 0, 9).optional(),
};

export const hasContent = (content: {
  readonly text?: { readonly content: string } | undefined;
  readonly attachments?: readonly unknown[] | undefined;
}): boolean => Boolean(content.text?.content) || (content.attachments?.length ?? 0) > 0;

export const contentRule = rule("文字和附件不能都为空", "text and attachments are both missing");

/** What ends a temporary chat; passed on as it is. */
export const conclusionsSchema = z.looseObject({});
