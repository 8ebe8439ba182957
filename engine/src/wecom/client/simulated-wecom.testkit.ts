import { createWecomSim, type SimAct, type SimAnswer, type SimConfig, type WecomSim } from "../sim/index.js";
import type { WecomAppConfig } from "./app-session.js";
import { createWecomClient, type WecomClientOptions } from "./create-wecom-client.js";
import { FakeClock } from "./fake-clock.testkit.js";
import { networkError } from "./scripted-wecom.testkit.js";
import type { WecomFetch } from "./transport.js";

export const CALLBACK_SECRETS = {
  token: "token",
  encodingAesKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
  receiveId: "wwtestcorp00000001",
};
export const SIM_APP: WecomAppConfig = {
  id: "main",
  corpId: CALLBACK_SECRETS.receiveId,
  agentId: 1_000_002,
  secret: "right",
  accounts: 1_000,
};

/** The client in front of the simulator, in one process and in no time. */
export class SimulatedWecom {
  readonly clock = new FakeClock(Date.UTC(2026, 2, 2, 2));
  readonly sim: WecomSim;

  constructor(config: Partial<SimConfig> = {}) {
    const { token, encodingAesKey, receiveId } = CALLBACK_SECRETS;
    const callback = { url: "http://127.0.0.1:9/callback", token, encodingAesKey };
    this.sim = createWecomSim({
      seed: "client",
      corps: [
        {
          corpid: receiveId,
          name: "测试公司",
          apps: [{ agentid: SIM_APP.agentId, secret: SIM_APP.secret, callback }],
          members: [{ userid: "LinXiaowen", name: "林晓雯" }, { userid: "zhou" }],
        },
      ],
      ...config,
    });
  }

  app(options: Partial<WecomClientOptions> = {}) {
    const { clock, fetch } = this;
    return createWecomClient({ apps: [SIM_APP], clock, fetch, random: () => 0.5, ...options }).app("main");
  }

  act(act: SimAct): Record<string, unknown> {
    return this.sim.act(act, this.clock.now()).result;
  }

  /** The next callbacks, acknowledged. */
  callbacks() {
    return this.sim.takeCallbacks(this.clock.now()).map((request) => {
      this.sim.settleCallback(request.id, { status: 200, now: this.clock.now() });
      const query = Object.fromEntries(new URL(request.url).searchParams);
      return { query, body: request.body };
    });
  }

  readonly fetch: WecomFetch = async (url, { method, body, signal }) => {
    const { pathname, searchParams } = new URL(url);
    const answer: SimAnswer = this.sim.handle({
      method,
      path: pathname,
      query: Object.fromEntries(searchParams),
      body: body instanceof FormData ? uploadOf(body) : body,
      now: this.clock.now(),
      ip: "10.0.0.1",
    });
    if (answer.lost === "closed") throw networkError("ECONNREFUSED");
    await this.clock.sleep(answer.lost ? 3_600_000 : answer.delayMs, signal);
    if (signal.aborted || answer.lost) throw new Error("aborted");
    return { status: answer.status, text: async () => JSON.stringify(answer.body) };
  };
}

function uploadOf(form: FormData) {
  const media = form.get("media");
  return media instanceof File ? { filename: media.name, bytes: media.size } : {};
}
