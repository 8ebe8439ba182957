// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "../api/api-failure.js";
import { showList, teachDialogs } from "./advisor-page.testkit.js";
import { HOUR, NOW, taskOf } from "./tasks.testkit.js";

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW });
  teachDialogs();
  localStorage.clear();
  sessionStorage.clear();
  location.hash = "";
  await import("./overlays.js");
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const pass = (ms = 0) => act(() => vi.advanceTimersByTimeAsync(ms));
const press = async (name: string | RegExp, inside: HTMLElement = document.body) => {
  fireEvent.click(within(inside).getByRole("button", { name, hidden: true }));
  await pass();
};
const dialog = () => screen.getByRole("dialog", { hidden: true });

describe("the advisor's list", () => {
  it("shows sections with counts; a card says who, why now, the words, until when", async () => {
    showList(() => [taskOf(), taskOf({ id: "t2", customerId: "c2", customerName: "李先生", dueAt: NOW - 2 * HOUR })]);
    await pass();
    expect(screen.getByRole("button", { name: "逾期，1 个任务" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "现在，1 个任务" })).toBeTruthy();
    const card = screen.getByRole("heading", { name: "王女士" }).closest("article");
    expect(card?.textContent).toContain("好友 3 天");
    expect(card?.textContent).toContain("付了款 · 今天 09:00");
    expect(card?.textContent).toContain("上次问的已经帮您问好了");
    expect(card?.textContent).toContain("今天 11:00 前");
    expect(screen.getByText("已逾期 2 小时 · 后天 10:00 自动关闭")).toBeTruthy();
    expect(document.title).toBe("(2) 我的任务");
  });

  it("completes a task with one of its flow's outcomes and its fields, five seconds later", async () => {
    const { calls } = showList(() => [taskOf()]);
    await pass();
    await press("完成");
    await press("提交结果", dialog());
    expect(within(dialog()).getByRole("alert", { hidden: true }).textContent).toBe("请选择一个结果。");
    fireEvent.click(within(dialog()).getByLabelText("有存货"));
    fireEvent.change(within(dialog()).getByLabelText("还剩几天"), { target: { value: "七" } });
    await press("提交结果", dialog());
    expect(dialog().textContent).toContain("请填还剩几天");
    fireEvent.change(within(dialog()).getByLabelText("还剩几天"), { target: { value: "7" } });
    await press("提交结果", dialog());
    expect(screen.queryByText("首单回访")).toBeNull();
    await pass(4_999);
    expect(calls).toEqual([]);
    await pass(1);
    expect(calls.map(({ path, options }) => [path, options.body])).toEqual([
      ["/v1/tasks/t1/complete", { outcome: "left", fields: { days: 7 }, madeAt: NOW, evidence: "own_word" }],
    ]);
    expect(calls[0]?.options.idempotencyKey).toBeTruthy();
  });

  it("has what several flows ask for one customer today on one card, and one visit may answer all of it", async () => {
    const { calls } = showList(() => [
      taskOf(),
      taskOf({ id: "t2", flowId: "care", title: "用后关怀", dueAt: NOW + 9 * HOUR }),
      taskOf({ id: "t3", flowId: "campaign", title: "活动预告", outcomes: [], dueAt: NOW - HOUR }),
      taskOf({ id: "t4", flowId: "refill", title: "补货提醒", dueAt: NOW + 10 * HOUR }),
      taskOf({ id: "t5", title: "下周再聊", dueAt: NOW + 90 * HOUR }),
    ]);
    await pass();
    const card = screen.getByRole("heading", { name: "王女士" }).closest("article");
    const titles = within(card ?? document.body).getAllByRole("heading", { level: 4 });
    expect(titles.map(({ textContent }) => textContent)).toEqual(["活动预告", "首单回访", "用后关怀", "补货提醒"]);

    await press("完成", screen.getByRole("article", { name: "首单回访" }));
    const others = within(dialog()).getByRole("heading", { name: "这次也说到了？", hidden: true }).closest("section");
    const choices = (title: string) =>
      within(others ?? document.body).getByRole("group", { name: title, hidden: true });
    expect(within(others ?? document.body).getAllByRole("group", { hidden: true })).toHaveLength(3);
    fireEvent.click(within(choices("用后关怀")).getByLabelText("有存货"));
    fireEvent.change(within(dialog()).getByLabelText("还剩几天"), { target: { value: "九" } });
    fireEvent.click(within(choices("活动预告")).getByLabelText("已完成"));
    await press("提交结果", dialog());
    expect(within(dialog()).getByRole("alert", { hidden: true }).textContent).toBe("请选择一个结果。");
    expect(others?.textContent).toContain("请填还剩几天");
    expect(calls).toEqual([]);
    fireEvent.change(within(dialog()).getByLabelText("还剩几天"), { target: { value: "9" } });
    fireEvent.click(
      within(within(dialog()).getByRole("group", { name: "结果", hidden: true })).getByLabelText("已回复"),
    );
    await press("提交结果", dialog());

    await pass(20);
    expect(document.activeElement?.getAttribute("aria-label")).toBe("补货提醒");
    expect(screen.queryByRole("article", { name: "活动预告" })).toBeNull();
    await pass(60_000);
    expect(calls.map(({ path, options }) => [path, options.body])).toEqual([
      ["/v1/tasks/t1/complete", { outcome: "replied", madeAt: NOW, evidence: "own_word" }],
      ["/v1/tasks/t3/complete", { madeAt: NOW, evidence: "own_word" }],
      ["/v1/tasks/t2/complete", { outcome: "left", fields: { days: 9 }, madeAt: NOW, evidence: "own_word" }],
    ]);
  });

  it("takes back what was just done, and sends nothing then", async () => {
    const { calls } = showList(() => [taskOf({ outcomes: [] })]);
    await pass();
    await press("完成");
    expect(screen.queryByText("首单回访")).toBeNull();
    await pass(3_000);
    await press("撤销");
    expect(screen.getByText("首单回访")).toBeTruthy();
    await pass(60_000);
    expect(calls).toEqual([]);
  });

  it("skips with a reason", async () => {
    const { calls } = showList(() => [taskOf()]);
    await pass();
    await press("跳过");
    fireEvent.click(within(dialog()).getByLabelText("谈单中"));
    await press("跳过这个任务", dialog());
    await pass(5_000);
    expect(calls.map(({ path, options }) => [path, options.body])).toEqual([
      ["/v1/tasks/t1/skip", { reason: "in_negotiation", madeAt: NOW }],
    ]);
  });

  it("puts a task off to tomorrow morning, where it stands under later", async () => {
    const { calls } = showList(() => [taskOf()]);
    await pass();
    await press("稍后");
    await press(/明天上午/, dialog());
    expect(screen.getByRole("button", { name: "稍后，1 个任务" })).toBeTruthy();
    await pass(5_000);
    expect(calls[0]?.options.body).toEqual({ until: Date.UTC(2026, 5, 19, 1), madeAt: NOW });
  });

  it("copies the script as it was changed, and asks how it went when the advisor comes back", async () => {
    const copied: string[] = [];
    Object.assign(navigator, { clipboard: { writeText: async (text: string) => void copied.push(text) } });
    const { calls } = showList(() => [taskOf()]);
    await pass();
    await press("改一改");
    fireEvent.change(screen.getByLabelText("话术，复制前可以修改"), { target: { value: "王姐好" } });
    await press("改好了");
    await press("复制话术");
    expect(copied).toEqual(["王姐好"]);
    expect(calls.map(({ path }) => path)).toEqual(["/v1/tasks/t1/open"]);
    expect(screen.queryByRole("dialog", { hidden: true })).toBeNull();
    act(() => void document.dispatchEvent(new Event("visibilitychange")));
    await pass();
    expect(dialog().textContent).toContain("刚才复制了话术");
    await press("还没发", dialog());
    expect(screen.queryByRole("dialog", { hidden: true })).toBeNull();
  });

  it("keeps a result without a connection and sends it when it is back", async () => {
    let isOffline = true;
    const { calls } = showList(
      () => [taskOf({ outcomes: [] })],
      async () => {
        if (isOffline) throw new ApiFailure("client.offline", "连不上服务器", 0);
        return { status: "accepted" };
      },
    );
    await pass();
    await press("完成");
    await pass(5_000);
    expect(screen.getByText(/1 项还没提交/)).toBeTruthy();
    isOffline = false;
    act(() => void window.dispatchEvent(new Event("online")));
    await pass();
    expect(screen.queryByText(/还没提交/)).toBeNull();
    expect(new Set(calls.map(({ options }) => options.idempotencyKey)).size).toBe(1);
  });

  it("tells what the server did not take, and shows the task again", async () => {
    showList(
      () => [taskOf({ outcomes: [] })],
      () => Promise.reject(new ApiFailure("task.stale", "客户情况已变化。", 409)),
    );
    await pass();
    await press("完成");
    await pass(5_000);
    expect(screen.getByText("客户情况已变化。")).toBeTruthy();
    expect(screen.getByRole("heading", { name: "首单回访" })).toBeTruthy();
    await press("知道了");
    expect(screen.queryByText("客户情况已变化。")).toBeNull();
  });

  it("says so when a search finds nothing, and when all is done", async () => {
    let tasks = [taskOf()];
    showList(() => tasks);
    await pass();
    fireEvent.change(screen.getByLabelText("搜索客户、任务、话术"), { target: { value: "没有" } });
    expect(screen.getByText("没有符合条件的任务")).toBeTruthy();
    await press("清除条件");
    expect(screen.getByText("首单回访")).toBeTruthy();
    tasks = [];
    await press("刷新");
    expect(screen.getByText("任务都做完了")).toBeTruthy();
  });
});
