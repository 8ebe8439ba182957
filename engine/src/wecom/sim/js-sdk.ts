import { signJsSdk } from "../crypto/index.js";
import { ActError } from "./acts/act.js";
import type { SimState } from "./state/world.js";

export interface JsSdkSignature {
  readonly timestamp: number;
  readonly nonceStr: string;
  readonly signature: string;
}

/** What a page passes to `ww.register`, as far as WeCom checks it. */
export interface JsSdkRegistration {
  readonly corpid: string;
  readonly agentid: number;
  /** The page's address. */
  readonly url: string;
  /** Made with the corp's ticket (`get_jsapi_ticket`). */
  readonly config?: JsSdkSignature | undefined;
  /** Made with the app's ticket (`ticket/get?type=agent_config`). */
  readonly agentConfig: JsSdkSignature;
}

/** Checks the signatures of a side bar page. Throws `ActError` with the reason. */
export function checkJsSdk(state: SimState, registration: JsSdkRegistration, now: number): void {
  const { corpid, agentid, url, config, agentConfig } = registration;
  const app = state.corps.get(corpid)?.apps.get(agentid);
  if (!app) throw new ActError("agentConfig: invalid corpid or agentid");
  const { trustedDomain } = app;
  const { host, hostname } = new URL(url);
  if (trustedDomain !== undefined && trustedDomain !== host && trustedDomain !== hostname) {
    throw new ActError(`the page is not on the trusted domain ${trustedDomain}`);
  }
  check(state, `${corpid} app ${agentid}`, url, agentConfig, now);
  if (config) check(state, `${corpid} corp`, url, config, now);
}

function check(state: SimState, key: string, url: string, given: JsSdkSignature, now: number): void {
  const ticket = state.tickets.get(key);
  if (!ticket || ticket.until <= now) throw new ActError("invalid signature: no valid ticket was fetched");
  const { timestamp, nonceStr: nonce, signature } = given;
  if (signJsSdk({ ticket: ticket.value, nonce, timestamp, url }) !== signature) {
    throw new ActError("invalid signature: the ticket, the address or the nonce is another one");
  }
}
