// @vitest-environment jsdom
import { WECOM_CHECKS, type WecomState } from "@sopflow/schemas";
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { renderPage, SESSION, type Sent } from "../../render-page.testkit.js";
import { WecomSettings } from "./wecom-settings.js";

afterEach(cleanup);

const NONE: WecomState = {
  id: "main",
  configured: false,
  enabled: false,
  simulated: false,
  hasSecret: false,
  hasCallback: false,
};
const REPORT = {
  startedAt: 0,
  endedAt: 4_200,
  members: 4,
  customers: 1980,
  repaired: { "friend.added": 3, "my.event": 1 },
  chats: 2,
  tagsCreated: 0,
  tagsTaken: 0,
  unknownMembers: ["zhao.liu"],
  missingAdvisors: [],
  unlicensed: [],
  problems: ["group chat c9: busy"],
};
const ON: WecomState = {
  ...NONE,
  configured: true,
  enabled: true,
  corpId: "ww1",
  agentId: 1000002,
  origin: "https://sop.example.com",
  hasSecret: true,
  hasCallback: true,
  callbackUrl: "https://sop.example.com/wecom/callback",
  listUrl: "https://sop.example.com/advisor",
};
const CHECKS = WECOM_CHECKS.map((check) =>
  check === "customers"
    ? { check, state: "wrong", message: { zh: "应用没有客户联系权限。", en: "No permission." }, code: 48002 }
    : { check, state: "ok", message: { zh: "好的。", en: "Fine." } },
);
const CODE = { state: "sf1", channel: "包裹卡", remark: "", userIds: ["LXW"], qrCode: "https://q.example/1" };

async function show(
  state: WecomState,
  role: "administrator" | "lead" | "viewer" = "administrator",
  connections?: readonly WecomState[],
) {
  const page = await renderPage({
    path: "/settings",
    component: () => <WecomSettings readonly={role === "viewer"} />,
    at: "/settings",
    session: { ...SESSION, role },
    answer: ({ method, path, options }: Sent) => {
      if (path === "/v1/wecom/connections") return { items: connections ?? (state.configured ? [state] : []) };
      if (path === "/v1/wecom") {
        const { connection = "main" } = options.query ?? {};
        const known = connections?.find(({ id }) => id === connection);
        if (method === "PUT") return ON;
        return connection === "main" ? state : (known ?? { ...NONE, id: String(connection) });
      }
      if (path === "/v1/wecom/check") return { items: CHECKS };
      if (path === "/v1/wecom/reconcile") return REPORT;
      if (path === "/v1/wecom/contact-ways") return method === "POST" ? CODE : { items: [CODE] };
      if (path === "/v1/advisors") {
        return { items: [{ id: "a1", name: "林晓雯", wecomUserId: "lxw", active: true, pools: [], openTasks: 0 }] };
      }
      return { items: [] };
    },
  });
  await screen.findByText("接入步骤与检查");
  const writes = () => page.sent.filter(({ method }) => method !== "GET");
  return { ...page, writes };
}
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => act(async () => void fireEvent.click(screen.getByRole("button", { name })));

describe("the settings of WeCom", () => {
  it("tell how to do each step, before anything is connected; nothing can be checked yet", async () => {
    await show(NONE);
    expect(screen.getByText("未连接")).toBeTruthy();
    expect(screen.getAllByText("未检查")).toHaveLength(WECOM_CHECKS.length);
    expect(screen.getByText(/可调用接口的应用/)).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "开始检查" }).disabled).toBe(true);
    expect(screen.getByText(`${window.location.origin}/wecom/callback`)).toBeTruthy();
  });

  it("save what was typed and check it at once; what is wrong opens what to do", async () => {
    const { writes } = await show(NONE);
    type("企业 ID", "ww1");
    await press("保存");
    expect(screen.getByText("请填写 Secret。")).toBeTruthy();
    expect(writes()).toEqual([]);
    type("AgentId", "1000002");
    type("Secret", "s1");
    type("本系统的地址", "https://sop.example.com/");
    await press("随机生成这两项");
    await press("保存");
    await waitFor(() => expect(writes()).toHaveLength(2));
    const body = writes()[0]?.options.body;
    expect(body).toMatchObject({ corpId: "ww1", agentId: 1000002, secret: "s1", origin: "https://sop.example.com" });
    expect(body).toHaveProperty("callbackAesKey", expect.stringMatching(/^\w{43}$/));
    expect(writes()[1]?.path).toBe("/v1/wecom/check");
    const step = (await screen.findByText("应用没有客户联系权限。")).closest("li");
    if (!step) throw new Error("no step");
    expect(within(step).getByText("有问题")).toBeTruthy();
    expect(within(step).getByText("企业微信错误码 48002")).toBeTruthy();
    expect(step.querySelector("details")?.open).toBe(true);
  });

  it("leave the connection to administrators, checking to leads, and only reading to viewers", async () => {
    await show(ON, "lead");
    expect(screen.getByText("只有管理员可以修改连接信息。")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "保存" })).toBeNull();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "开始检查" }).disabled).toBe(false);
    cleanup();
    await show(ON, "viewer");
    for (const name of ["开始检查", "现在对账", "新建渠道码"])
      expect(screen.queryByRole("button", { name })).toBeNull();
  });

  it("say that a simulator is connected, and lead to its page", async () => {
    await show({ ...ON, simulated: true, simulatorUrl: "http://127.0.0.1:4880" });
    expect(screen.getByText("模拟器")).toBeTruthy();
    expect(screen.getByText("打开模拟器页面").getAttribute("href")).toBe("http://127.0.0.1:4880");
    expect(screen.getByLabelText<HTMLInputElement>("企业 ID").value).toBe("");
  });

  it("tell in words what a reconciliation found", async () => {
    await show(ON);
    expect(screen.getByText("还没有对过账。")).toBeTruthy();
    await press("现在对账");
    const words = await screen.findByText(/读到 4 名成员、1980 名客户、2 个客户群/);
    expect(words.textContent).toContain("用了 5 秒");
    expect(words.textContent).toMatch(/补上了 4 个变化：.+ 3 · my\.event 1/);
    expect(words.textContent).not.toContain("friend.added");
    expect(screen.getByText(/没有对应顾问的成员：zhao\.liu/)).toBeTruthy();
    expect(screen.getByText("group chat c9: busy")).toBeTruthy();
  });

  it("list channel codes with the names of who receives, and make new ones", async () => {
    const { writes } = await show(ON);
    const row = (await screen.findByText("包裹卡")).closest("tr");
    expect(row?.textContent).toContain("林晓雯");
    expect(screen.getByText("查看二维码").getAttribute("href")).toBe("https://q.example/1");
    await press("新建渠道码");
    const dialog = within(await screen.findByRole("dialog"));
    fireEvent.click(dialog.getByRole("button", { name: "保存" }));
    expect(dialog.getByText("至少选一位顾问。")).toBeTruthy();
    fireEvent.change(dialog.getByLabelText("渠道"), { target: { value: "门店" } });
    fireEvent.click(dialog.getByLabelText("林晓雯"));
    fireEvent.click(dialog.getByRole("button", { name: "保存" }));
    await waitFor(() => expect(writes()[0]?.options.body).toEqual({ channel: "门店", remark: "", advisorIds: ["a1"] }));
  });

  it("are one for each of several apps: each with its own addresses, saved and checked by itself", async () => {
    const second = { ...ON, id: "east", name: "华东", corpId: "ww2" };
    const { sent } = await show(ON, "administrator", [ON, second]);
    fireEvent.click(screen.getByRole("radio", { name: "华东" }));
    await waitFor(() => expect(sent.some(({ options }) => options.query?.connection === "east")).toBe(true));
    await press("再连接一个应用");
    await screen.findByText("未连接");
    expect(screen.getByRole("radio", { name: "新的连接" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "移除这个连接" })).toBeNull();
    expect(screen.getByLabelText("名称")).toBeTruthy();
  });

  it("of one brand with one app show nothing of there being more", async () => {
    await show(ON);
    expect(screen.queryByRole("radiogroup", { name: "连接" })).toBeNull();
    expect(screen.queryByLabelText("名称")).toBeNull();
  });
});
