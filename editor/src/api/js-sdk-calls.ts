import type { ChatMessage, ChatMessageBody, WireJsSdk } from "@sopflow/schemas";
import type { ApiClient } from "./api-client.js";

/** Signs a page's address (without what follows `#`) for WeCom's JS-SDK. Fails with 409 where WeCom is not connected. */
export const loadJsSdk = (api: ApiClient, url: string): Promise<WireJsSdk> =>
  api.call("GET", "/v1/wecom/js-sdk", { query: { url } });

/** 10 MB from us to WeCom take their time. */
const UPLOAD_TIMEOUT_MS = 60_000;

/** A material of a task or of the library as a message: the server brings its file to WeCom first. */
export const loadChatMessage = (api: ApiClient, body: ChatMessageBody): Promise<{ readonly message: ChatMessage }> =>
  api.call("POST", "/v1/wecom/chat-messages", { body, timeoutMs: UPLOAD_TIMEOUT_MS });

/** Where a person signs in through WeCom; leads back to the advisor's list. */
const WECOM_SIGN_IN = "/wecom/sign-in";

/** Through the connection that the page's address names (`?wecom=`), where a brand has several. */
export function wecomSignInUrl(search: string): string {
  const connection = new URLSearchParams(search).get("wecom");
  return connection === null ? WECOM_SIGN_IN : `${WECOM_SIGN_IN}?connection=${encodeURIComponent(connection)}`;
}

/** Whether one can sign in through WeCom here: the address then leads on, which is seen without being followed. */
export async function maySignInByWecom(fetch: typeof globalThis.fetch, url: string): Promise<boolean> {
  try {
    const { type } = await fetch(url, { redirect: "manual", credentials: "same-origin", cache: "no-store" });
    return type === "opaqueredirect";
  } catch {
    return false;
  }
}
