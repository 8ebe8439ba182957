// @vitest-environment jsdom
import { type ChatMessage, chatMessageBodySchema, type Task } from "@sopflow/schemas";
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { showList, teachDialogs } from "./advisor-page.testkit.js";
import { customerOf } from "./customers/customer.testkit.js";
import { dialog, pass, press } from "./press.testkit.js";
import { NOW, taskOf } from "./tasks.testkit.js";
import type { WecomBridge } from "./wecom-bridge.js";

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW });
  teachDialogs();
  localStorage.clear();
  sessionStorage.clear();
  location.hash = "";
  await Promise.all([import("./overlays.js"), import("./other-tab.js"), import("./customers/customer-view.js")]);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** WeCom as it might be; what was asked of it is told. */
function fakeWecom(place: WecomBridge["place"], part: Partial<WecomBridge> = {}) {
  const sent: ChatMessage[] = [];
  const asked: string[] = [];
  const bridge: WecomBridge = {
    place,
    currentCustomer: async () => "wm-1",
    send: async (message) => void sent.push(message),
    openChat: async (id) => void asked.push(`open ${id}`),
    copy: async (text) => asked.push(`copy ${text}`) > 0,
    ...part,
  };
  return { bridge, sent, asked };
}
const LINK = { kind: "link", title: "怎么吃", url: "https://a.cn/x" } as const;
const IMAGE = { kind: "image", title: "说明图", url: "/files/0123.png" } as const;

/** The server's answer for a file of ours; one of them is gone. */
function uploaded(task: Task, body: unknown) {
  const { taskId, material } = chatMessageBodySchema.parse(body) as { taskId: string; material: number }; // of a task here
  if (task.materials[material]?.url === "/files/gone.png") throw new Error("502");
  return { message: { msgtype: "image", image: { mediaid: `media ${taskId}/${material}` } } };
}

function show(bridge: WecomBridge, task = taskOf({ text: "您好", materials: [LINK, IMAGE] })) {
  return showList(
    () => [task],
    async ({ path, options }) => (path === "/v1/wecom/chat-messages" ? uploaded(task, options.body) : {}),
    {
      bridge,
      answers: (path, { query }) => {
        if (path === "/v1/customers") return { items: query?.search === "wm-1" ? [{ id: "c1" }] : [] };
        if (path === "/v1/customers/c1") return customerOf();
        return undefined;
      },
    },
  );
}
const settle = async () => {
  for (let i = 0; i < 6; i++) await pass(20);
};

describe("beside a chat", () => {
  it("opens with the customer of the chat and sends the words, then what goes along", async () => {
    const { bridge, sent } = fakeWecom("side_bar");
    show(bridge);
    await settle();
    expect(screen.getByRole("heading", { level: 1, name: "王女士" })).toBeTruthy();
    const main = screen.getByRole("main");
    await press("一键发送", main);
    await settle();
    expect(sent).toEqual([
      { msgtype: "text", text: { content: "您好" } },
      { msgtype: "news", news: { link: "https://a.cn/x", title: "怎么吃", desc: "", imgUrl: "" } },
      { msgtype: "image", image: { mediaid: "media t1/1" } },
    ]);
    expect(screen.getByText("已发送")).toBeTruthy();
  });

  it("names the material that did not go, and sends the rest", async () => {
    const { bridge, sent } = fakeWecom("side_bar");
    show(bridge, taskOf({ text: "您好", materials: [{ ...IMAGE, title: "坏图", url: "/files/gone.png" }, LINK] }));
    await settle();
    await press("一键发送", screen.getByRole("main"));
    await settle();
    expect(sent.map(({ msgtype }) => msgtype)).toEqual(["text", "news"]);
    expect(screen.getByText(/请在会话里手动发送：坏图/)).toBeTruthy();
  });

  it("asks how it went once it is sent, and reports that with the side bar as its evidence", async () => {
    const { bridge } = fakeWecom("side_bar");
    const { calls } = show(bridge);
    await settle();
    await press("一键发送", screen.getByRole("main"));
    await settle();
    expect(dialog().textContent).toContain("消息已发出");
    fireEvent.click(within(dialog()).getByLabelText("已回复"));
    await press("提交结果", dialog());
    await pass(5_000);
    expect(calls.find(({ path }) => path.endsWith("/complete"))?.options.body).toEqual({
      outcome: "replied",
      evidence: "sidebar",
      madeAt: expect.any(Number),
    });
  });

  it("still knows that it was sent when the result is given later", async () => {
    const { bridge } = fakeWecom("side_bar");
    const { calls } = show(bridge);
    await settle();
    await press("一键发送", screen.getByRole("main"));
    await settle();
    await press("稍后再填", dialog());
    await press("完成", screen.getByRole("main"));
    await settle();
    fireEvent.click(within(dialog()).getByLabelText("已回复"));
    await press("提交结果", dialog());
    await pass(5_000);
    expect(calls.find(({ path }) => path.endsWith("/complete"))?.options.body).toMatchObject({ evidence: "sidebar" });
  });

  it("leaves the task as it is when WeCom did not send", async () => {
    const { bridge } = fakeWecom("side_bar", { send: () => Promise.reject(new Error("sendChatMessage:cancel")) });
    show(bridge);
    await settle();
    await press("一键发送", screen.getByRole("main"));
    await settle();
    expect(screen.getByText(/没有发出去/)).toBeTruthy();
    expect(screen.queryByRole("dialog", { hidden: true })).toBeNull();
  });

  it("shows all tasks and says so when nobody knows the customer", async () => {
    const { bridge } = fakeWecom("side_bar", { currentCustomer: async () => "wm-other" });
    show(bridge);
    await settle();
    expect(screen.getByText(/还没有这位客户的资料/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "复制并打开会话" })).toBeTruthy();
  });
});

describe("elsewhere in WeCom", () => {
  it("copies the words through WeCom and opens the chat with the customer", async () => {
    const { bridge, asked } = fakeWecom("page");
    show(bridge);
    await settle();
    await press("复制并打开会话");
    await settle();
    expect(asked).toEqual(["copy 您好", "open wm-1"]);
  });

  it("says what to do when the chat cannot be opened", async () => {
    const { bridge } = fakeWecom("page", { openChat: () => Promise.reject(new Error("fail")) });
    show(bridge);
    await settle();
    await press("复制并打开会话");
    await settle();
    expect(screen.getByText(/打不开会话。话术已复制/)).toBeTruthy();
  });

  it("only copies what is no chat with one customer", async () => {
    const { bridge, asked } = fakeWecom("page");
    show(bridge, taskOf({ text: "您好", channel: "moments" }));
    await settle();
    await press("复制话术");
    await settle();
    expect(asked).toEqual(["copy 您好"]);
  });
});
