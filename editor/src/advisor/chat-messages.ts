import type { ChatMessage, ChatMessageBody } from "@sopflow/schemas";
import type { ApiClient } from "../api/api-client.js";
import { loadChatMessage } from "../api/js-sdk-calls.js";
import { isOwnFile, isWebAddress } from "./material-address.js";

/** What goes along with the words, from a task or from the library. */
export interface Sendable {
  readonly kind: string;
  readonly title: string;
  readonly url?: string | undefined;
  readonly appId?: string | undefined;
  readonly cover?: string | undefined;
  /** Where it stands, for what the server must make a message of. */
  readonly from?: ChatMessageBody | undefined;
}

/** A material as a message. The server makes those with files of ours, which must lie at WeCom first. */
export async function messageOf(api: ApiClient, material: Sendable): Promise<ChatMessage | undefined> {
  const { url = "", cover = "", from } = material;
  if (from && (isOwnFile(url) || isOwnFile(cover))) return (await loadChatMessage(api, from)).message;
  return materialMessage(material);
}

/** What can be said without the server; undefined for what customers could not open. */
export function materialMessage({ kind, title, url, appId, cover = "" }: Sendable): ChatMessage | undefined {
  const imgUrl = isWebAddress(cover) ? cover : "";
  if (kind === "miniprogram") {
    if (appId === undefined || appId === "" || url === undefined) return undefined;
    const page = /\.html(\?|$)/.test(url) ? url : url.replace(/(\?|$)/, ".html$1");
    return { msgtype: "miniprogram", miniprogram: { appid: appId, title, imgUrl, page } };
  }
  if (!isWebAddress(url)) return undefined;
  return {
    msgtype: "news",
    news: { link: url, title: title || url, desc: "", imgUrl: imgUrl || pictureOf(kind, url) },
  };
}

const pictureOf = (kind: string, url: string): string => (kind === "image" ? url : "");

export const textMessage = (content: string): ChatMessage => ({ msgtype: "text", text: { content } });
