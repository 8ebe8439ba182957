import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDemoSim, DEMO_SIM, type SimAct, type WecomSim } from "@sopflow/engine";
import { expect } from "vitest";
import { startTestApi, type TestApi } from "./test-api.testkit.js";
import { createSimClock } from "./wecom-sim/sim-clock.js";
import { type RunningSim, startSimServer } from "./wecom-sim/sim-server.js";

export const ORIGIN = "https://sop.example";
/** Everything at once. */
export const PACE = { answerMs: [0, 0], callbackMs: [0, 0], dispatchMs: [0, 0], momentMs: [0, 0] } as const;

export interface WecomApi {
  readonly api: TestApi;
  readonly wecom: RunningSim;
  /** What an administrator saves to connect the simulator. */
  settings(change?: object): object;
  connect(change?: object): Promise<void>;
  act(what: SimAct): ReturnType<RunningSim["sim"]["act"]>;
  /** Brings waiting callbacks in; gives how many. */
  carry(): Promise<number>;
  close(): Promise<void>;
}

/** A server beside a simulator of WeCom, whose callbacks the test carries itself. */
export async function startWecomApi(
  makeSim = (now: number): WecomSim => createDemoSim({ pace: PACE, callbackUrl: `${ORIGIN}/wecom/callback` }, now),
): Promise<WecomApi> {
  const api = await startTestApi();
  const clock = createSimClock(() => api.clock.now());
  const sim = makeSim(clock.now());
  const folder = mkdtempSync(join(tmpdir(), "sopflow-wecom-"));
  const fetch = async () => new Response("", { status: 503 });
  const wecom = await startSimServer({ sim, clock, port: 0, pageFolder: folder, fetch });
  await api.wecom.start();
  const settings = (change: object = {}) => ({
    corpId: DEMO_SIM.corpid,
    agentId: DEMO_SIM.agentid,
    secret: DEMO_SIM.secret,
    callbackToken: DEMO_SIM.token,
    callbackAesKey: DEMO_SIM.encodingAesKey,
    origin: ORIGIN,
    baseUrl: wecom.url,
    authorizeUrl: `${wecom.url}/connect/oauth2/authorize`,
    ...change,
  });
  return {
    api,
    wecom,
    settings,
    async connect(change) {
      const saved = await (await api.signedIn("administrator")).put("/v1/wecom", settings(change));
      expect(saved.statusCode).toBe(200);
    },
    act: (what) => wecom.sim.act(what, api.clock.now()),
    async carry() {
      const callbacks = wecom.sim.takeCallbacks(api.clock.now() + 1_000);
      for (const callback of callbacks) {
        const { pathname, search } = new URL(callback.url);
        const headers = { "content-type": "text/xml" };
        const taken = await api.app.inject({ method: "POST", url: pathname + search, payload: callback.body, headers });
        const now = api.clock.now();
        wecom.sim.settleCallback(callback.id, { status: taken.statusCode, body: taken.body, now });
      }
      await api.engine.runUntilIdle();
      return callbacks.length;
    },
    async close() {
      await api.close();
      await wecom.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
