import { ActError } from "./acts/act.js";
import { isVisible } from "./rules/lookup.js";
import type { SimApp, SimCorp } from "./state/corp.js";
import type { SimState } from "./state/world.js";

/** An OAuth code lives so long and works once. */
export const OAUTH_CODE_MS = 300_000;
const STATE = /^[a-zA-Z0-9]{0,128}$/;

export interface AuthorizeRequest {
  readonly corpid: string;
  readonly agentid: number | undefined;
  readonly redirectUri: string;
  readonly scope: string;
  readonly state: string;
  readonly responseType: string;
}

/** Who sits before the page: a member or a customer. */
export type Visitor = { readonly userid: string } | { readonly externalUserid: string };

/**
 * The address to go on to, with `code` and `state`. Throws `ActError` with what WeCom would show instead: an unknown corp,
 * an app the member does not see, a domain the app does not trust (50001).
 */
export function authorize(state: SimState, request: AuthorizeRequest, visitor: Visitor, now: number): string {
  const { corp, app } = checkAuthorize(state, request);
  const code = state.ids.text(43);
  const userid = "userid" in visitor ? corp.members.get(visitor.userid.toLowerCase())?.userid : undefined;
  const customer = "externalUserid" in visitor ? corp.customers.get(visitor.externalUserid) : undefined;
  if (userid === undefined && !customer) throw new ActError("there is nobody of that id");
  if (userid !== undefined && !isVisible(app, userid)) throw new ActError("the member does not see this app");
  state.codes.set(code, {
    corpid: corp.corpid,
    agentid: app.agentid,
    until: now + OAUTH_CODE_MS,
    userid,
    externalUserid: customer?.externalUserid,
    openid: customer?.openid,
    isPrivate: request.scope === "snsapi_privateinfo",
    used: false,
  });
  const target = new URL(request.redirectUri);
  target.searchParams.set("code", code);
  target.searchParams.set("state", request.state);
  return target.href;
}

/** Checks a request before anybody is asked who they are. */
export function checkAuthorize(state: SimState, request: AuthorizeRequest): { corp: SimCorp; app: SimApp } {
  const corp = state.corps.get(request.corpid);
  if (!corp) throw new ActError("appid is no corp's id (40013)");
  const app = request.agentid === undefined ? [...corp.apps.values()][0] : corp.apps.get(request.agentid);
  if (!app) throw new ActError("agentid is no app's id (40056)");
  if (request.responseType !== "code") throw new ActError("response_type must be code");
  if (request.scope !== "snsapi_base" && request.scope !== "snsapi_privateinfo") {
    throw new ActError("scope must be snsapi_base or snsapi_privateinfo");
  }
  if (request.scope === "snsapi_privateinfo" && request.agentid === undefined) {
    throw new ActError("agentid is needed for snsapi_privateinfo");
  }
  if (!STATE.test(request.state)) throw new ActError("state takes at most 128 letters and digits");
  if (!isTrusted(app, request.redirectUri)) {
    throw new ActError(`redirect_uri is not on the app's trusted domain ${app.trustedDomain ?? "(none set)"} (50001)`);
  }
  return { corp, app };
}

function isTrusted({ trustedDomain }: SimApp, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { host, hostname } = new URL(address);
  return trustedDomain === undefined || trustedDomain === host || trustedDomain === hostname;
}
