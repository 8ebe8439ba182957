// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ApiClient } from "../api/api-client.js";
import { isWecomClient } from "../session/inside-wecom.js";
import { materialMessage } from "./chat-messages.js";
import { simSdk } from "./sim-sdk.js";
import { bridgeOver, type JsSdk, joinWecom } from "./wecom-bridge.js";

const SIGNATURE = { timestamp: 1, nonceStr: "n", signature: "s" };
const SIGNED = { corpId: "ww1", agentId: 7, simulated: false, config: SIGNATURE, agentConfig: SIGNATURE };
const api = { call: async () => SIGNED } as unknown as ApiClient; // signs, and nothing else is asked
afterEach(() => vi.restoreAllMocks());

const sdkOf = (part: Partial<JsSdk> = {}): JsSdk => ({
  register: () => undefined,
  getContext: async () => ({ entry: "normal" }),
  getCurExternalContact: async () => ({ userId: "wm-1" }),
  sendChatMessage: async () => ({}),
  openEnterpriseChat: async () => ({}),
  openUserProfile: async () => ({}),
  setClipboardData: async () => ({}),
  ...part,
});

describe("the bridge to WeCom", () => {
  it("registers with both signatures, which are made for the page's address", async () => {
    const register = vi.fn<JsSdk["register"]>();
    await bridgeOver(sdkOf({ register }), api, SIGNED);
    const options = register.mock.calls[0]?.[0];
    expect([options?.corpId, options?.agentId]).toEqual(["ww1", 7]);
    expect(options?.jsApiList).toContain("sendChatMessage");
    expect(await options?.getAgentConfigSignature("https://a.cn/advisor")).toEqual(SIGNATURE);
  });

  it.each([
    ["single_chat_tools", "side_bar"],
    ["normal", "page"],
    ["contact_profile", "page"],
    ["group_chat_tools", "page"],
  ])("opened from %s it stands in a %s", async (entry, place) => {
    expect((await bridgeOver(sdkOf({ getContext: async () => ({ entry }) }), api, SIGNED)).place).toBe(place);
  });

  it("opens the customer's card where the chat cannot be opened", async () => {
    const openUserProfile = vi.fn(async () => ({}));
    const sdk = sdkOf({ openEnterpriseChat: () => Promise.reject(new Error("fail")), openUserProfile });
    await (await bridgeOver(sdk, api, SIGNED)).openChat("wm-1");
    expect(openUserProfile).toHaveBeenCalledWith({ type: 2, userid: "wm-1" });
  });

  it("knows no customer where WeCom tells none", async () => {
    const sdk = sdkOf({ getCurExternalContact: () => Promise.reject(new Error("no permission")) });
    expect(await (await bridgeOver(sdk, api, SIGNED)).currentCustomer()).toBeUndefined();
  });

  it("is not there in a browser of its own, nor where WeCom is not connected", async () => {
    expect(await joinWecom(api)).toBeUndefined();
    const refusing = { call: () => Promise.reject(new Error("409")) } as unknown as ApiClient; // refuses whatever is asked
    expect(await joinWecom(refusing)).toBeUndefined();
  });

  it("tells WeCom's client by its name", () => {
    expect(isWecomClient("Mozilla/5.0 (iPhone) MicroMessenger/7.0.1 wxwork/4.1.20 Language/zh")).toBe(true);
    expect(isWecomClient("Mozilla/5.0 (iPhone) MicroMessenger/8.0")).toBe(false);
  });
});

describe("the simulated JS-SDK", () => {
  it("registers first, and takes answers from the page that frames it only", async () => {
    const calls: { id: number; call: string }[] = [];
    const frame = { postMessage: (data: { id: number; call: string }) => void calls.push(data) } as unknown as Window; // only spoken to
    const sdk = simSdk(frame);
    sdk.register({
      corpId: "ww1",
      agentId: 7,
      jsApiList: [],
      getConfigSignature: async () => SIGNATURE,
      getAgentConfigSignature: async () => SIGNATURE,
    });
    const hear = (source: unknown, data: object) => {
      const event = new MessageEvent("message", { data });
      Object.defineProperty(event, "source", { value: source });
      window.dispatchEvent(event);
    };
    const customer = sdk.getCurExternalContact();
    await vi.waitFor(() => expect(calls.map(({ call }) => call)).toEqual(["register"]));
    hear(frame, { wecomSim: 1, id: calls[0]?.id, ok: true, result: {} });
    await vi.waitFor(() => expect(calls).toHaveLength(2));
    const id = calls[1]?.id;
    hear(window, { wecomSim: 1, id, ok: true, result: { userId: "wm-stranger" } });
    hear(frame, { wecomSim: 1, id, ok: true, result: { userId: "wm-1" } });
    expect(await customer).toEqual({ userId: "wm-1" });
    const refused = sdk.sendChatMessage({ msgtype: "text", text: { content: "a" } });
    await vi.waitFor(() => expect(calls).toHaveLength(3));
    hear(frame, { wecomSim: 1, id: calls[2]?.id, ok: false, errMsg: "sendChatMessage:fail" });
    await expect(refused).rejects.toThrow("sendChatMessage:fail");
  });
});

describe("materials as messages", () => {
  it("sends pages as cards, mini programs with their app, and no file that customers could not open", () => {
    expect(materialMessage({ kind: "link", title: "", url: "https://a.cn" })).toMatchObject({
      news: { title: "https://a.cn" },
    });
    expect(materialMessage({ kind: "miniprogram", title: "店", url: "pages/a?b=1", appId: "wx" })).toMatchObject({
      miniprogram: { appid: "wx", page: "pages/a.html?b=1" },
    });
    expect(materialMessage({ kind: "miniprogram", title: "店", url: "pages/a" })).toBeUndefined();
    expect(materialMessage({ kind: "image", title: "图", url: "/files/a.png" })).toBeUndefined();
    expect(materialMessage({ kind: "image", title: "图", url: "https://a.cn/a.png" })).toMatchObject({
      news: { link: "https://a.cn/a.png", imgUrl: "https://a.cn/a.png" },
    });
  });
});
