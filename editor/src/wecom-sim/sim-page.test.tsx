// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CUSTOMER, SIM_STATE, showSim } from "./sim-page.testkit.js";
import { SIM_TEXTS } from "./sim-texts.js";

const realFetch = globalThis.fetch;
beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  globalThis.fetch = realFetch;
});

const customerPhone = () => screen.findByRole("region", { name: "客户的微信" });
const advisorPhone = () => screen.findByRole("region", { name: "顾问的企业微信" });
const press = async (name: string | RegExp, inside: HTMLElement) =>
  fireEvent.click(within(inside).getByRole("button", { name }));

describe("the page of the simulated WeCom", () => {
  it("lets a new customer scan a channel code", async () => {
    const posted = showSim();
    const phone = await customerPhone();
    fireEvent.change(within(phone).getByLabelText("新客户的名字"), { target: { value: "赵女士" } });
    await press(/包裹卡/, phone);
    await waitFor(() => expect(posted).toHaveLength(1));
    expect(posted[0]).toEqual({
      path: "/sim/acts",
      body: { type: "customer.scan", configId: "abc123", name: "赵女士" },
    });
  });

  it("shows the welcome message to the customer, and sends what the customer writes", async () => {
    const posted = showSim();
    const phone = await customerPhone();
    fireEvent.change(within(phone).getByLabelText("扮演客户"), { target: { value: CUSTOMER } });
    expect(within(phone).getByText("您好，欢迎")).toBeTruthy();
    expect(within(phone).getByText(/欢迎语/)).toBeTruthy();
    fireEvent.change(within(phone).getByLabelText("说点什么"), { target: { value: "怎么吃？" } });
    await press("发送", phone);
    await waitFor(() => expect(posted).toHaveLength(1));
    expect(posted[0]?.body).toEqual({
      type: "customer.write",
      userid: "lin",
      externalUserid: CUSTOMER,
      text: "怎么吃？",
    });
  });

  it("presses a card's button, and follows no link that is not a web page's", async () => {
    const posted = showSim();
    const phone = await advisorPhone();
    fireEvent.click(within(phone).getByRole("tab", { name: /应用消息/ }));
    expect(within(phone).queryByRole("link")).toBeNull();
    await press("已完成", phone);
    await waitFor(() => expect(posted).toHaveLength(1));
    expect(posted[0]?.body).toEqual({ type: "advisor.pressButton", userid: "lin", msgid: "msg1", key: "done" });
  });

  it("confirms a group send for the customers who are left ticked", async () => {
    const posted = showSim();
    const phone = await advisorPhone();
    fireEvent.click(within(phone).getByRole("tab", { name: /群发助手/ }));
    fireEvent.click(within(phone).getByLabelText("李女士"));
    await press("发送", phone);
    await waitFor(() => expect(posted).toHaveLength(1));
    expect(posted[0]?.body).toEqual({
      type: "advisor.confirmGroupSend",
      userid: "lin",
      msgid: "gs1",
      targets: [CUSTOMER],
    });
  });

  it("says why something cannot be done", async () => {
    showSim(SIM_STATE, () => ({ status: 409, body: { message: "there is no such channel code" } }));
    await press(/包裹卡/, await customerPhone());
    expect(await screen.findByText("there is no such channel code")).toBeTruthy();
  });

  it("sets one fault at a time, and lists callbacks that were given up and calls without an answer", async () => {
    const posted = showSim();
    const faults = await screen.findByRole("region", { name: "故障" });
    fireEvent.change(within(faults).getByLabelText("丢回调"), { target: { value: "0.5" } });
    await waitFor(() => expect(posted).toHaveLength(1));
    expect(posted[0]).toEqual({ path: "/sim/faults", body: { callbacks: { drop: 0.5 } } });
    expect(screen.getByText(/已放弃/)).toBeTruthy();
    expect(screen.getByText("无应答")).toBeTruthy();
  });

  it("places an order for the customer who is played", async () => {
    const posted = showSim(SIM_STATE, () => ({ status: 200, body: { orderId: "SIM1" } }));
    fireEvent.change(within(await customerPhone()).getByLabelText("扮演客户"), { target: { value: CUSTOMER } });
    await press("下单 ¥269", screen.getByRole("region", { name: "商城" }));
    expect(await screen.findByText("已下单 SIM1")).toBeTruthy();
    expect(posted[0]?.body).toEqual({ externalUserid: CUSTOMER, sku: "probiotic-30", amount: 26_900 });
  });

  it("sends as the side bar would while no page of the product is named", async () => {
    const posted = showSim();
    const phone = await advisorPhone();
    await press("侧边栏", phone);
    fireEvent.change(within(phone).getByLabelText("说点什么"), { target: { value: "话术" } });
    await press("侧边栏发送", phone);
    await waitFor(() => expect(posted).toHaveLength(1));
    expect(posted[0]?.body).toMatchObject({
      type: "advisor.sideBarSend",
      message: { msgtype: "text", text: { content: "话术" } },
    });
  });
});

describe("the side bar's bridge", () => {
  it("answers the framed page, and nobody else", async () => {
    const posted = showSim({ ...SIM_STATE, sideBarUrl: `${location.origin}/advisor` });
    const phone = await advisorPhone();
    await press("侧边栏", phone);
    const frame = within(phone).getByTitle<HTMLIFrameElement>("侧边栏");
    const target = frame.contentWindow;
    const heard: unknown[] = [];
    if (target) target.postMessage = (data: unknown) => void heard.push(data);
    const say = (data: unknown, source: unknown, origin = location.origin) => {
      const event = new MessageEvent("message", { data, origin });
      Object.defineProperty(event, "source", { value: source });
      window.dispatchEvent(event);
    };
    const ask = { wecomSim: 1, id: 1, call: "getCurExternalContact" };
    say(ask, window);
    say(ask, target, "http://evil.example");
    say(ask, target);
    await waitFor(() => expect(heard).toHaveLength(1));
    expect(heard[0]).toEqual({
      wecomSim: 1,
      id: 1,
      ok: true,
      result: { errMsg: "getCurExternalContact:ok", userId: CUSTOMER },
    });
    say({ wecomSim: 1, id: 2, call: "sendChatMessage", args: { msgtype: "text", text: { content: "好" } } }, target);
    await waitFor(() => expect(heard).toHaveLength(2));
    expect(posted[0]?.body).toMatchObject({ type: "advisor.sideBarSend", externalUserid: CUSTOMER });
  });
});

describe("its texts", () => {
  it("are there in both languages with the same places to fill in", () => {
    const places = (text: string) => new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]));
    for (const [key, zh] of Object.entries(SIM_TEXTS.zh)) {
      const en = Object.entries(SIM_TEXTS.en).find(([name]) => name === key)?.[1] ?? "";
      expect([key, places(en)]).toEqual([key, places(zh)]);
    }
  });
});
