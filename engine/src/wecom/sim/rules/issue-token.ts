import type { JsonObject } from "@sopflow/schemas";
import type { SimApp, SimCorp } from "../state/corp.js";
import type { SimState } from "../state/world.js";
import type { Args } from "./args.js";
import { HOUR_MS } from "./call-windows.js";
import { CallError, ERR } from "./errcodes.js";

const TOKEN_MS = 7_200_000;
/** So many wrong secrets from one address block it for an hour. WeCom does not publish its number. */
export const WRONG_SECRETS = 5;

/** gettoken: the same token again while it is valid; a wrong secret counts against the caller's address. */
export function issueToken(state: SimState, query: Args, ip: string, now: number): JsonObject {
  if ((state.blockedIps.get(ip) ?? 0) > now) {
    throw new CallError(ERR.rateLimit, "this ip gave a wrong secret too often: blocked for 1 hour");
  }
  const corp = state.corps.get(query.text("corpid", { error: ERR.invalidCorpid }));
  if (!corp) throw new CallError(ERR.invalidCorpid);
  const secret = query.optionalText("corpsecret") ?? "";
  const app = [...corp.apps.values()].find((item) => item.secret === secret && secret !== "" && !item.disabled);
  if (!app) {
    const wrong = (state.wrongSecrets.get(ip) ?? 0) + 1;
    state.wrongSecrets.set(ip, wrong >= WRONG_SECRETS ? 0 : wrong);
    if (wrong >= WRONG_SECRETS) state.blockedIps.set(ip, now + HOUR_MS);
    throw new CallError(ERR.invalidSecret);
  }
  state.wrongSecrets.delete(ip);
  return tokenOf(state, corp, app, now);
}

function tokenOf(state: SimState, corp: SimCorp, app: SimApp, now: number): JsonObject {
  const key = `${corp.corpid} ${app.agentid}`;
  const known = state.tokenOfApp.get(key);
  const isGood = known && !known.revoked && known.until > now;
  const shortLife = state.faults.calls.tokenLifeMs;
  const token = isGood
    ? known
    : {
        value: state.ids.text(214),
        corpid: corp.corpid,
        agentid: app.agentid,
        until: now + (shortLife ?? TOKEN_MS),
        revoked: false,
      };
  state.tokenOfApp.set(key, token);
  state.tokens.set(token.value, token);
  // With tokens that die early WeCom still promises the usual time: that is the fault.
  const expiresIn = shortLife === undefined ? Math.floor((token.until - now) / 1_000) : TOKEN_MS / 1_000;
  return { access_token: token.value, expires_in: expiresIn };
}

/** The app whose token this is: 41001 missing, 40014 unknown or taken back, 42001 too old. */
export function appOfToken(state: SimState, value: string, now: number): { corp: SimCorp; app: SimApp } {
  if (value === "") throw new CallError(ERR.missingToken);
  const token = state.tokens.get(value);
  const corp = token && state.corps.get(token.corpid);
  const app = token && corp?.apps.get(token.agentid);
  if (!token || !corp || !app || token.revoked || app.disabled) throw new CallError(ERR.invalidToken);
  if (now >= token.until) throw new CallError(ERR.tokenExpired);
  return { corp, app };
}

/** WeCom takes back every token it gave out (of one app, when named): the next calls meet 40014. */
export function revokeTokens(state: SimState, agentid?: number): void {
  for (const token of state.tokens.values()) {
    if (agentid === undefined || token.agentid === agentid) token.revoked = true;
  }
}
