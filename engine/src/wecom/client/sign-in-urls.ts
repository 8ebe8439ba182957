import type { EndpointApp } from "./endpoint.js";

export interface SignInRequest {
  /** Where WeCom sends the visitor back to, with `code` and `state`. Its domain is the app's trusted one. */
  readonly redirectUri: string;
  /** Checked when the visitor comes back, once: 1 to 128 letters and digits. Throws RangeError for others. */
  readonly state: string;
  /** Another server than WeCom's: a simulator. */
  readonly origin?: string;
}

/** Inside WeCom: the address that signs a member in without asking [D91022]. `isPrivate` asks for a `user_ticket` too. */
export function oauthUrl(
  { corpId, agentId }: EndpointApp,
  { redirectUri, state, origin = "https://open.weixin.qq.com" }: SignInRequest,
  isPrivate = false,
): string {
  const query = new URLSearchParams({
    appid: corpId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: isPrivate ? "snsapi_privateinfo" : "snsapi_base",
    state: checkedState(state),
    agentid: String(agentId),
  });
  return `${trimmed(origin)}/connect/oauth2/authorize?${query}#wechat_redirect`;
}

/** In a browser: the page with the code that a member scans [D98152]. */
export function browserSignInUrl(
  { corpId, agentId }: EndpointApp,
  { redirectUri, state, origin = "https://login.work.weixin.qq.com" }: SignInRequest,
): string {
  const query = new URLSearchParams({
    login_type: "CorpApp",
    appid: corpId,
    agentid: String(agentId),
    redirect_uri: redirectUri,
    state: checkedState(state),
  });
  return `${trimmed(origin)}/wwlogin/sso/login?${query}`;
}

const trimmed = (origin: string): string => origin.replace(/\/+$/, "");

function checkedState(state: string): string {
  if (!/^[a-zA-Z0-9]{1,128}$/.test(state)) throw new RangeError("a sign-in state has 1 to 128 letters and digits");
  return state;
}
