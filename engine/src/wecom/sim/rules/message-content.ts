import type { JsonObject } from "@sopflow/schemas";
import type { SimCorp } from "../state/corp.js";
import { type Args, byteLength } from "./args.js";
import { checkCard, givesResponseCode } from "./cards.js";
import { requireMedia } from "./content.js";
import { CallError, ERR } from "./errcodes.js";

export interface MessageContent {
  readonly msgtype: string;
  readonly content: JsonObject;
  readonly taskId: string | undefined;
  readonly givesCode: boolean;
}

/** The message of a message/send call, as members will see it: what WeCom cuts is cut. */
export function readMessage(body: Args, corp: SimCorp, now: number): MessageContent {
  const msgtype = body.text("msgtype", { error: ERR.invalidMsgType });
  const read = READERS[msgtype];
  if (!read) throw new CallError(ERR.invalidMsgType, msgtype);
  const part = body.object(msgtype);
  return { msgtype, taskId: undefined, givesCode: false, ...read(part, corp, now) };
}

type Read = Pick<MessageContent, "content"> & Partial<MessageContent>;

const READERS: Readonly<Record<string, (part: Args, corp: SimCorp, now: number) => Read>> = {
  text: (part) => ({ content: { content: cutBytes(part.text("content", { error: ERR.emptyText }), 2_048) } }),
  markdown: (part) => ({ content: { content: part.text("content", { maxBytes: 2_048, error: ERR.emptyText }) } }),
  image: readMediaPart,
  voice: readMediaPart,
  video: readMediaPart,
  file: readMediaPart,
  textcard(part) {
    const url = part.text("url", { maxBytes: 2_048 });
    const title = cutChars(part.text("title"), 128);
    const btntxt = part.optionalText("btntxt", { maxChars: 4 }) ?? "详情";
    return { content: { title, description: cutChars(part.text("description"), 512), url, btntxt } };
  },
  news(part) {
    const articles = part.objects("articles", 8);
    if (articles.length === 0) throw part.refuse("articles", "must have 1 to 8 entries");
    for (const article of articles) article.text("title");
    return { content: part.fields };
  },
  miniprogram_notice(part) {
    part.text("appid");
    shortText(part, "title");
    if (part.has("description")) shortText(part, "description");
    for (const item of part.objects("content_item", 10)) item.text("key");
    return { content: part.fields };
  },
  template_card(part) {
    const type = checkCard(part);
    return { content: part.fields, taskId: part.optionalText("task_id"), givesCode: givesResponseCode(part, type) };
  },
};

function readMediaPart(part: Args, corp: SimCorp, now: number): Read {
  requireMedia(corp, part.text("media_id"), now);
  return { content: part.fields };
}

function shortText(part: Args, name: string): void {
  const length = [...part.text(name)].length;
  if (length < 4 || length > 12) throw part.refuse(name, "must have 4 to 12 characters");
}

/** At most so many bytes, without a torn character at the end. */
function cutBytes(text: string, most: number): string {
  if (byteLength(text) <= most) return text;
  let kept = "";
  let bytes = 0;
  for (const char of text) {
    bytes += byteLength(char);
    if (bytes > most) break;
    kept += char;
  }
  return kept;
}

const cutChars = (text: string, most: number): string => [...text].slice(0, most).join("");
