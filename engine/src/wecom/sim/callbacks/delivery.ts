import { type SealedMessage, sealEnvelope } from "../../crypto/index.js";
import type { CallbackSettings, SimApp } from "../state/corp.js";
import { isDown } from "../state/faults.js";
import type { SimState } from "../state/world.js";
import type { QueuedCallback } from "./callback-queue.js";
import { readPassiveReply } from "./passive-reply.js";

/** An HTTP request WeCom makes to an app. It waits 5 s for the answer. */
export interface CallbackRequest {
  readonly id: string;
  readonly corpid: string;
  readonly agentid: number;
  readonly name: string;
  /** 1, 2 or 3. */
  readonly attempt: number;
  /** With `msg_signature`, `timestamp` and `nonce`. */
  readonly url: string;
  readonly method: "POST";
  /** XML with the encrypted event. Every attempt is encrypted anew. */
  readonly body: string;
  /** The event in plain, for a page that shows it. */
  readonly plain: string;
}

/** What is to be pushed now. Nothing leaves while WeCom is down. */
export function takeDueCallbacks(state: SimState, now: number): CallbackRequest[] {
  if (isDown(state.faults, now)) return [];
  return state.queue.takeDue(now).flatMap((item) => {
    const app = state.corps.get(item.corpid)?.apps.get(item.agentid);
    if (app?.callback) return [requestFor(state, item, app.callback, now)];
    state.queue.settle(item.id, 0, now);
    return [];
  });
}

/** When `takeDueCallbacks` will next have something, epoch ms; undefined while nothing waits. */
export function nextCallbackAt(state: SimState): number | undefined {
  const next = state.queue.nextAt();
  if (next === undefined) return undefined;
  return isDown(state.faults, next) ? state.faults.down?.until : next;
}

/** Notes the answer: `status` 0 where none came within 5 s. An encrypted answer may change the presser's card. */
export function settleCallback(
  state: SimState,
  id: string,
  answer: { readonly status: number; readonly body?: string; readonly now: number },
): void {
  const item = state.queue.settle(id, answer.status, answer.now + state.pace.callbackRetryMs);
  if (item?.state !== "delivered" || !item.card || !answer.body) return;
  const corp = state.corps.get(item.corpid);
  const callback = corp?.apps.get(item.agentid)?.callback;
  const copy = corp?.appMessages.get(item.card.msgid)?.copies.get(item.card.userid.toLowerCase());
  if (!callback || !copy) return;
  const reply = readPassiveReply(answer.body, { ...callback, receiveId: item.corpid });
  if (!reply) return;
  if (reply.card) copy.content = reply.card;
  copy.replacedBy = reply.replaceName ?? (reply.card ? undefined : copy.replacedBy);
}

/** The request with which WeCom checks a callback URL when it is saved; the answer must be `expected` within 1 s. */
export function verificationRequest(
  state: SimState,
  corpid: string,
  { callback }: SimApp,
  now: number,
): { readonly url: string; readonly method: "GET"; readonly expected: string } | undefined {
  if (!callback) return undefined;
  const expected = state.ids.text(19, "123456789");
  const sealed = seal(state, callback, corpid, expected, now);
  return { url: withQuery(callback.url, sealed, { echostr: sealed.encrypted }), method: "GET", expected };
}

function requestFor(state: SimState, item: QueuedCallback, callback: CallbackSettings, now: number): CallbackRequest {
  const sealed = seal(state, callback, item.corpid, item.xml, now);
  return {
    id: item.id,
    corpid: item.corpid,
    agentid: item.agentid,
    name: item.name,
    attempt: item.attempts,
    url: withQuery(callback.url, sealed),
    method: "POST",
    body:
      `<xml><ToUserName><![CDATA[${item.corpid}]]></ToUserName><AgentID><![CDATA[${item.agentid}]]></AgentID>` +
      `<Encrypt><![CDATA[${sealed.encrypted}]]></Encrypt></xml>`,
    plain: item.xml,
  };
}

const seal = (state: SimState, callback: CallbackSettings, corpid: string, message: string, now: number) =>
  sealEnvelope({ ...callback, receiveId: corpid }, message, {
    timestamp: String(Math.floor(now / 1000)),
    nonce: state.ids.text(10, "0123456789"),
    random: Buffer.from(state.ids.text(16), "latin1"),
  });

function withQuery(address: string, sealed: SealedMessage, more: Readonly<Record<string, string>> = {}): string {
  const url = new URL(address);
  url.searchParams.set("msg_signature", sealed.signature);
  url.searchParams.set("timestamp", sealed.timestamp);
  url.searchParams.set("nonce", sealed.nonce);
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
  return url.href;
}
