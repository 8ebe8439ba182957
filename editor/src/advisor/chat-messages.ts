import { isWebAddress } from "./material-address.js";
import type { ChatMessage } from "./wecom-bridge.js";

/** What goes along with the words, from a task or from the library. */
export interface Sendable {
  readonly kind: string;
  readonly title: string;
  readonly url?: string | undefined;
  readonly appId?: string | undefined;
}

/**
 * A material as a message; undefined for what WeCom takes only as an uploaded file, which the advisor adds by hand: our
 * own files open to signed-in people alone.
 */
export function materialMessage({ kind, title, url, appId }: Sendable): ChatMessage | undefined {
  if (kind === "miniprogram") {
    if (appId === undefined || url === undefined) return undefined;
    const page = /\.html(\?|$)/.test(url) ? url : url.replace(/(\?|$)/, ".html$1");
    return { msgtype: "miniprogram", miniprogram: { appid: appId, title, imgUrl: "", page } };
  }
  if (!isWebAddress(url)) return undefined;
  return { msgtype: "news", news: { link: url, title: title || url, desc: "", imgUrl: "" } };
}

export const textMessage = (content: string): ChatMessage => ({ msgtype: "text", text: { content } });
