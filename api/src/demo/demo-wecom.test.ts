import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_SIM } from "@sopflow/engine";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startTestApi, type TestApi } from "../test-api.testkit.js";
import { type DemoWecom, startDemoWecom } from "./demo-wecom.js";

let api: TestApi;
let running: DemoWecom | undefined;
beforeEach(async () => {
  api = await startTestApi();
  await api.wecom.start();
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  await api.close();
});

const start = async () => {
  const { store, engine, wecom: host } = api;
  running = await startDemoWecom({ store, engine, host, productUrl: "http://127.0.0.1:4870", port: 0 });
  return running;
};
const stateOf = async ({ pageUrl }: DemoWecom) => (await fetch(`${pageUrl}/sim/state`)).json();

it("is connected to the demo brand, and shows the advisor's list under another name than the console's", async () => {
  const wecom = await start();
  expect(wecom?.pageUrl).toMatch(/^http:\/\/localhost:\d+$/);
  expect(await api.wecom.config()).toMatchObject({ corpId: DEMO_SIM.corpid, origin: "http://localhost:4870" });
  expect(await api.wecom.simulatorOrigin()).toBe(wecom?.pageUrl);
  expect(wecom && (await stateOf(wecom))).toMatchObject({
    hasShop: true,
    sideBarUrl: "http://localhost:4870/wecom/sign-in",
  });
});

it("lets a newcomer see cards at any hour, until somebody sets other hours", async () => {
  await start();
  const settings = await api.store.brand.settings();
  expect(settings?.contactPolicy.window).toMatchObject({ start: "00:00", end: "00:00" });
  expect(settings).toBeDefined();
  if (!settings) return;
  const window = { ...settings.contactPolicy.window, start: "10:00", end: "20:00" };
  await api.store.brand.saveSettings({ ...settings, contactPolicy: { ...settings.contactPolicy, window } });
  await running?.close();
  await start();
  expect((await api.store.brand.settings())?.contactPolicy.window).toEqual(window);
});

it("knows the brand's friends again after a restart, and those who come later, and takes the key of the shop before back", async () => {
  const event = {
    id: "1",
    type: "friend.added",
    customer: { idType: "external_userid", value: "wm-old" },
    at: "2026-06-01T09:00:00+08:00",
    props: { advisorId: "adv-linxiaowen", name: "李娜" },
  };
  await api.engine.post([event], { origin: "intake" });
  await api.engine.runUntilIdle();
  await start();
  await running?.close();
  const wecom = await start();
  await api.engine.post([{ ...event, id: "2", customer: { ...event.customer, value: "wm-later" } }], {
    origin: "intake",
  });
  await api.engine.runUntilIdle();
  await vi.waitFor(async () => expect(wecom && (await stateOf(wecom))).toMatchObject({ corp: { customerCount: 2 } }));
  expect(wecom && (await stateOf(wecom))).toMatchObject({
    corp: { customers: expect.arrayContaining([expect.objectContaining({ externalUserid: "wm-old" })]) },
  });
  const keys = await api.store.access.keys();
  expect(keys.filter(({ revokedAt }) => revokedAt === undefined)).toHaveLength(1);
});

it("goes on after a restart with what was done in it: friends, group sends, chats", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sopflow-sim-"));
  const memoryFile = join(folder, "wecom-sim.json");
  const { store, engine, wecom: host } = api;
  const stop = async () => {
    await running?.close();
    running = undefined;
  };
  const restart = async () => {
    await stop();
    running = await startDemoWecom({ store, engine, host, productUrl: "http://127.0.0.1:4870", port: 0, memoryFile });
    return running;
  };
  const act = async (wecom: DemoWecom | undefined, body: object) => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${wecom?.pageUrl}/sim/acts`, { method: "POST", headers, body: JSON.stringify(body) });
    const { result } = (await answer.json()) as { result: Record<string, string> }; // ids of what it made
    return result;
  };
  const first = await restart();
  const { externalUserid, userid } = await act(first, { type: "customer.scan", state: "package-card", name: "李娜" });
  await act(first, { type: "advisor.groupSend", userid, externalUserids: [externalUserid], text: "新品到了" });
  const again = await restart();
  expect(again && (await stateOf(again))).toMatchObject({
    corp: { customerCount: 1, customers: [expect.objectContaining({ externalUserid, name: "李娜" })] },
  });
  // Its end saves, too.
  await stop();
  rmSync(memoryFile, { force: true });
  const fresh = await restart();
  expect(fresh && (await stateOf(fresh))).toMatchObject({ corp: { customerCount: 0 } });
  await stop();
  rmSync(folder, { recursive: true, force: true });
});

it("leaves a brand alone that is connected to a corp of its own", async () => {
  const own = {
    corpId: "ww1",
    agentId: 1,
    secret: "s",
    callbackToken: "",
    callbackAesKey: "",
    origin: "https://sop.example",
    enabled: false,
    savedAt: 0,
  };
  await api.wecom.save(own);
  expect(await start()).toBeUndefined();
  expect(await api.wecom.config()).toEqual(own);
  expect(await api.store.brand.settings()).toBeUndefined();
});
