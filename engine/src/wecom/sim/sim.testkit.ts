import type { JsonObject } from "@sopflow/schemas";
import { openEnvelope } from "../crypto/index.js";
import type { Act } from "./acts/act.js";
import type { CallbackRequest } from "./callbacks/delivery.js";
import type { CorpConfig, SimConfig } from "./create-state.js";
import type { SimAnswer } from "./handle-call.js";
import { createWecomSim, type WecomSim } from "./wecom-sim.js";

/** 2026-03-02 10:00 in China, a Monday. */
export const START = Date.UTC(2026, 2, 2, 2);
export const CORPID = "wwtestcorp00000001";
export const AGENT = 1_000_002;
export const CALLBACK = {
  url: "http://127.0.0.1:9/callback",
  token: "token",
  encodingAesKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
};

export const TEST_CORP: CorpConfig = {
  corpid: CORPID,
  name: "测试公司",
  apps: [{ agentid: AGENT, secret: "right", callback: CALLBACK }],
  members: [{ userid: "LinXiaowen", name: "林晓雯" }, { userid: "zhou" }, { userid: "chen", customerFeature: false }],
  departments: [{ id: 2, name: "销售" }],
};

export interface SimBench {
  readonly sim: WecomSim;
  now: number;
  /** A call with a valid token; the answer's body. */
  call(path: string, body?: JsonObject, query?: Record<string, string>): JsonObject;
  /** A call as it comes back, without help with the token. */
  raw(method: string, path: string, query?: Record<string, string>, body?: unknown, ip?: string): SimAnswer;
  token(): string;
  act(act: Act): Record<string, unknown>;
  /** A channel code with this state and its config_id. */
  code(state: string, ...users: string[]): string;
  /** A customer who scanned; id. */
  friend(name: string, userid?: string): string;
  /** Takes due callbacks, answers them with `status`, and gives their decrypted XML. */
  callbacks(status?: number): string[];
  requests(): CallbackRequest[];
}

export function startSim(config: Partial<SimConfig> = {}): SimBench {
  const sim = createWecomSim({ seed: "test", corps: [TEST_CORP], ...config });
  let token = "";
  const bench: SimBench = {
    sim,
    now: START,
    raw: (method, path, query = {}, body, ip = "10.0.0.1") =>
      sim.handle({ method, path: `/cgi-bin/${path}`, query, body, now: bench.now, ip }),
    token() {
      const { body } = bench.raw("GET", "gettoken", { corpid: CORPID, corpsecret: "right" });
      token = String(body.access_token);
      return token;
    },
    call(path, body, query = {}) {
      if (token === "" || !sim.state.tokens.get(token) || (sim.state.tokens.get(token)?.until ?? 0) <= bench.now) {
        bench.token();
      }
      return bench.raw(body ? "POST" : "GET", path, { access_token: token, ...query }, body).body;
    },
    act: (act) => sim.act(act, bench.now).result,
    code(state, ...users) {
      const made = bench.call("externalcontact/add_contact_way", { type: 2, scene: 2, state, user: users });
      return String(made.config_id);
    },
    friend(name, userid = "LinXiaowen") {
      const configId = bench.code(`for-${userid}`, userid);
      return String(bench.act({ type: "customer.scan", configId, name }).externalUserid);
    },
    requests: () => sim.takeCallbacks(bench.now),
    callbacks(status = 200) {
      return bench.requests().map((request) => {
        sim.settleCallback(request.id, { status, now: bench.now });
        return openRequest(request);
      });
    },
  };
  return bench;
}

/** Decrypts a callback with the product's own code. */
export function openRequest({ url, body, corpid }: CallbackRequest): string {
  const { searchParams } = new URL(url);
  return openEnvelope(
    { ...CALLBACK, receiveId: corpid },
    {
      signature: searchParams.get("msg_signature") ?? "",
      timestamp: searchParams.get("timestamp") ?? "",
      nonce: searchParams.get("nonce") ?? "",
      encrypted: /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(body)?.[1] ?? "",
    },
  );
}
