// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "../../api/api-failure.js";
import { type Call, showList, teachDialogs } from "../advisor-page.testkit.js";
import { dialog, pass, press, visit } from "../press.testkit.js";
import { HOUR, NOW, taskOf } from "../tasks.testkit.js";
import { customerOf } from "./customer.testkit.js";

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW });
  teachDialogs();
  localStorage.clear();
  sessionStorage.clear();
  location.hash = "";
  await Promise.all([
    import("../overlays.js"),
    import("../other-tab.js"),
    import("./customer-view.js"),
    import("./promise-sheet.js"),
  ]);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const note = { id: "n1", customerId: "c1", text: "三点后方便", by: "a1", at: NOW - HOUR };
const foreign = { ...note, id: "n2", text: "别人写的", by: "a2" };
const promise = {
  id: "p1",
  customerId: "c1",
  customerName: "王女士",
  advisorId: "a1",
  at: NOW + HOUR,
  text: "回电",
  state: "open",
};
const taxonomy = {
  groups: [{ id: "who", name: "人群", tags: ["老人", "孕中"], exclusive: false, automatic: false, syncToWecom: false }],
};
const timeline = {
  items: [
    {
      kind: "event",
      seq: 2,
      at: NOW - HOUR,
      received: NOW,
      type: "order.paid",
      source: "shop",
      props: { amount: 27_900 },
    },
    {
      kind: "event",
      seq: 1,
      at: NOW - 2 * HOUR,
      received: NOW,
      type: "message.received",
      source: "wecom",
      props: { text: "在吗" },
    },
  ],
};

async function show(onChange: (call: Call) => Promise<unknown> = async () => ({})) {
  const promises = [promise];
  const shown = showList(() => [taskOf(), taskOf({ id: "t2", customerId: "c2", title: "别的客户" })], onChange, {
    answers: (path) => {
      if (path === "/v1/customers/c1") return customerOf();
      if (path === "/v1/customers/c1/notes") return { items: [note, foreign] };
      if (path === "/v1/customers/c1/timeline") return timeline;
      if (path === "/v1/reminders") return { items: promises };
      if (path === "/v1/startable-flows") return { items: [{ flowId: "care", name: "关怀" }] };
      if (path === "/v1/taxonomy") return { data: taxonomy, etag: undefined };
      if (path === "/v1/products") return { items: [{ sku: "s1", name: "益生菌" }] };
      return undefined;
    },
  });
  await pass(50);
  await visit("#/customers/c1");
  for (let i = 0; i < 5; i++) await pass(20);
  return { ...shown, main: screen.getByRole("main") };
}

describe("a customer on the phone", () => {
  it("shows what is to be done for this customer, who it is, orders, run-out and what happened", async () => {
    const { main } = await show();
    expect(within(main).getByText("首单回访")).toBeTruthy();
    expect(within(main).getByText("约在 今天 11:00")).toBeTruthy();
    expect(within(main).queryByText("别的客户")).toBeNull();
    for (const words of ["等级 中", "13800000000", "还有 10 天", "在吗"]) expect(main.textContent).toContain(words);
    expect(main.textContent).toContain("益生菌 ×1");
  });

  it("shows a script that is changed here as changed in the list, too", async () => {
    const { main } = await show();
    await press("改一改", main);
    fireEvent.change(within(main).getByLabelText("话术，复制前可以修改"), { target: { value: "王姐好" } });
    await visit("#/tasks");
    expect(screen.getByRole("article", { name: "首单回访" }).textContent).toContain("王姐好");
  });

  it("puts the customer into a flow that begins by hand, and says that it is on its way", async () => {
    const { calls, main } = await show();
    await press("+ 加入流程", main);
    await press("关怀", dialog());
    expect(main.textContent).toContain("加入“关怀”（待提交）");
    await pass(5_000);
    expect(calls.map(({ method, path, options }) => [method, path, options.body])).toEqual([
      ["POST", "/v1/flows/care/start", { customers: ["c1"] }],
    ]);
    expect(main.textContent).not.toContain("待提交");
  });

  it("adds a note, and lets one's own be removed after asking", async () => {
    const { calls, main } = await show();
    fireEvent.change(within(main).getByLabelText("添加备注"), { target: { value: " 周末勿扰 " } });
    await press("保存", main);
    expect(within(main).getByText("周末勿扰").closest("li")?.textContent).toContain("待提交");
    expect(calls).toEqual([]);
    await pass(5_000);
    expect(within(main).getByText("周末勿扰").closest("li")?.textContent).not.toContain("待提交");
    expect(within(main).getAllByRole("button", { name: "删除备注" })).toHaveLength(2);
    const old = within(main).getByText("三点后方便").closest("li") ?? main;
    await press("删除备注", old);
    await press("删除备注", within(old).getByRole("alert"));
    expect(within(main).queryByText("三点后方便")).toBeNull();
    await pass(5_000);
    expect(calls.map(({ method, path, options }) => [method, path, options.body])).toEqual([
      ["POST", "/v1/customers/c1/notes", { id: expect.any(String), text: "周末勿扰", madeAt: expect.any(Number) }],
      ["DELETE", "/v1/customers/c1/notes/n1", undefined],
    ]);
    expect(new Set(calls.map(({ options }) => options.idempotencyKey)).size).toBe(2);
  });

  it("takes a note back that has not left the phone, and sends nothing", async () => {
    const { calls, main } = await show();
    fireEvent.change(within(main).getByLabelText("添加备注"), { target: { value: "周末勿扰" } });
    await press("保存", main);
    const fresh = within(main).getByText("周末勿扰").closest("li") ?? main;
    await press("删除备注", fresh);
    await press("删除备注", within(fresh).getByRole("alert"));
    await pass(10_000);
    expect(calls).toEqual([]);
    expect(within(main).queryByText("周末勿扰")).toBeNull();
  });

  it("puts tags on and takes them off", async () => {
    const { calls, main } = await show();
    await press("移除标签「老人」", main);
    expect(within(main).queryByText("老人")).toBeNull();
    await press(/添加$/, main);
    fireEvent.click(within(dialog()).getByLabelText("孕中"));
    await pass();
    expect(within(main).getByText("孕中（待提交）")).toBeTruthy();
    expect(calls.map(({ options }) => options.body)).toEqual([{ remove: ["老人"] }, { add: ["孕中"] }]);
  });

  it("notes down when the advisor promised to be in touch, in words of its own", async () => {
    const { calls, main } = await show();
    await press("约好再联系", main);
    fireEvent.change(within(dialog()).getByLabelText("约的是什么"), { target: { value: "" } });
    await press("记下约定", dialog());
    expect(dialog().textContent).toContain("请写一句约的是什么");
    fireEvent.change(within(dialog()).getByLabelText("约的是什么"), { target: { value: "回电确认" } });
    fireEvent.click(within(dialog()).getByLabelText("今晚 19:00"));
    await press("记下约定", dialog());
    expect(within(main).getByRole("article", { name: "回电确认" }).textContent).toContain("待提交");
    await pass(5_000);
    expect(within(main).getByRole("article", { name: "回电确认" }).textContent).not.toContain("待提交");
    expect(calls.map(({ path, options }) => [path, options.body])).toEqual([
      [
        "/v1/customers/c1/reminders",
        { id: expect.any(String), at: Date.UTC(2026, 5, 18, 11), text: "回电确认", madeAt: expect.any(Number) },
      ],
    ]);
  });

  it("lets a promise be kept, with the same way back as a task", async () => {
    const { calls, main } = await show();
    await press("已联系", main);
    expect(within(main).queryByText("约在 今天 11:00")).toBeNull();
    await press("撤销");
    expect(within(main).getByText("约在 今天 11:00")).toBeTruthy();
    await press("已联系", main);
    await pass(5_000);
    expect(calls.map(({ path }) => path)).toEqual(["/v1/reminders/p1/done"]);
  });

  it("moves a promise, and shows it at its new time at once", async () => {
    const { calls, main } = await show();
    await press("改约", main);
    await pass(50);
    fireEvent.click(within(dialog()).getByLabelText("明天 10:00"));
    await press("改到这个时间", dialog());
    expect(within(main).getByText("约在 明天 10:00")).toBeTruthy();
    await pass(5_000);
    expect(calls.map(({ path, options }) => [path, options.body])).toEqual([
      ["/v1/reminders/p1/move", { at: Date.UTC(2026, 5, 19, 2), text: "回电", madeAt: expect.any(Number) }],
    ]);
  });

  it("cancels a promise, with a way back", async () => {
    const { calls, main } = await show();
    await press("改约", main);
    await pass(50);
    await press("取消约定", dialog());
    expect(within(main).queryByText("约在 今天 11:00")).toBeNull();
    expect(screen.getByText(/已取消约定/)).toBeTruthy();
    await press("撤销");
    expect(within(main).getByText("约在 今天 11:00")).toBeTruthy();
    await press("改约", main);
    await press("取消约定", dialog());
    await pass(5_000);
    expect(calls.map(({ path }) => path)).toEqual(["/v1/reminders/p1/cancel"]);
  });

  it("keeps all of it without a connection, through a closed app, and sends it in its order", async () => {
    let isOffline = true;
    const onChange = async () => {
      if (isOffline) throw new ApiFailure("client.offline", "连不上服务器", 0);
    };
    const { calls, main } = await show(onChange);
    fireEvent.change(within(main).getByLabelText("添加备注"), { target: { value: "周末勿扰" } });
    await press("保存", main);
    await press("移除标签「老人」", main);
    await press("改约", main);
    await pass(50);
    await press("取消约定", dialog());
    await pass(6_000);
    expect(screen.getByText("3 项还没提交，连上网络后自动提交。")).toBeTruthy();
    cleanup();
    calls.length = 0;
    const later = await show(onChange);
    expect(within(later.main).getByText("周末勿扰").closest("li")?.textContent).toContain("待提交");
    expect(within(later.main).queryByText("约在 今天 11:00")).toBeNull();
    expect(within(later.main).queryByText("老人")).toBeNull();
    isOffline = false;
    later.calls.length = 0;
    await press("重试");
    expect(later.calls.map(({ path }) => path)).toEqual([
      "/v1/customers/c1/notes",
      "/v1/customers/c1/tags",
      "/v1/reminders/p1/cancel",
    ]);
  });

  it("says in words what the server did not take, with what was written", async () => {
    const { main } = await show(async () => {
      throw new ApiFailure("customer.not_found", "没有这位客户。", 404);
    });
    fireEvent.change(within(main).getByLabelText("添加备注"), { target: { value: "周末勿扰" } });
    await press("保存", main);
    await pass(5_000);
    const notice = screen.getByText(/没有这位客户/).closest(".notice");
    expect(notice?.textContent).toContain("没有提交成功：周末勿扰");
    cleanup();
    await show();
    expect(screen.getByText(/没有这位客户/)).toBeTruthy();
    await press("知道了");
    cleanup();
    await show();
    expect(screen.queryByText(/没有这位客户/)).toBeNull();
  });
});
