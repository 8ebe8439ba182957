import type { JsonObject } from "@sopflow/schemas";
import type { SimCorp } from "../state/corp.js";
import type { Args } from "./args.js";
import { CallError, ERR } from "./errcodes.js";

const ATTACHMENT_TYPES = ["image", "link", "miniprogram", "video", "file"] as const;

/** 40007 unless the media_id was uploaded and is at most 3 days old. */
export function requireMedia(corp: SimCorp, mediaId: string, now: number): void {
  const media = corp.media.get(mediaId);
  if (!media || media.until <= now) throw new CallError(ERR.invalidMediaId, mediaId);
}

/** What may be sent to customers: text, up to `most` attachments, at least one of both. */
export function readContent(
  body: Args,
  corp: SimCorp,
  now: number,
  { most, textChars }: { readonly most: number; readonly textChars?: number },
): { text: string; attachments: JsonObject[] } {
  const limits = { maxBytes: 4_000, ...(textChars !== undefined && { maxChars: textChars }) };
  const text = body.optionalObject("text")?.optionalText("content", limits) ?? "";
  const attachments = body.objects("attachments", most).map((item) => {
    const msgtype = item.text("msgtype");
    const type = ATTACHMENT_TYPES.find((known) => known === msgtype);
    if (type === undefined) throw new CallError(ERR.invalidMsgType, msgtype);
    checkAttachment(type, item.object(type), corp, now);
    return item.fields;
  });
  if (text === "" && attachments.length === 0)
    throw new CallError(ERR.emptyText, "text and attachments are both empty");
  return { text, attachments };
}

function checkAttachment(type: (typeof ATTACHMENT_TYPES)[number], part: Args, corp: SimCorp, now: number): void {
  if (type === "link") {
    part.text("title", { maxBytes: 128 });
    part.text("url", { maxBytes: 2_048 });
    part.optionalText("desc", { maxBytes: 512 });
    part.optionalText("picurl", { maxBytes: 2_048 });
  } else if (type === "miniprogram") {
    part.text("title", { maxBytes: 64 });
    requireMedia(corp, part.text("pic_media_id"), now);
    part.text("appid");
    part.text("page");
  } else if (type === "image" && part.has("pic_url")) {
    part.text("pic_url");
  } else {
    requireMedia(corp, part.text("media_id"), now);
  }
}
