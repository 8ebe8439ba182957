// @vitest-environment jsdom
import type { TeamMember } from "@sopflow/schemas";
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NOW, taskOf } from "../../advisor/tasks.testkit.js";
import { ApiFailure } from "../../api/api-failure.js";
import { renderPage, SESSION, type Sent } from "../render-page.testkit.js";
import { TeamPage } from "./team-page.js";

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const member = (part: Partial<TeamMember>): TeamMember => ({
  advisorId: "a1",
  name: "林晓雯",
  active: true,
  open: 6,
  overdue: 2,
  dueToday: 3,
  doneToday: 5,
  contactsToday: 10,
  onTimeRate: 0.875,
  fellDue: 16,
  skips: [
    { reason: "just_talked", count: 2 },
    { reason: "他在忙", count: 1 },
  ],
  praises: 4,
  unconfirmedSends: 1,
  capacityPerDay: 8,
  ...part,
});
const OTHER = member({ advisorId: "a2", name: "周雨桐", open: 0, overdue: 0, skips: [], capacityPerDay: 80 });
const ADVISORS = [
  { id: "a1", name: "林晓雯", active: true, openTasks: 6, pools: [], capacityPerDay: 8 },
  { id: "a2", name: "周雨桐", active: true, openTasks: 0, pools: [], capacityPerDay: 80 },
  { id: "a3", name: "离职的", active: false, openTasks: 0, pools: [], capacityPerDay: 80 },
];
const TASKS = [taskOf(), taskOf({ id: "t2", title: "第二条" }), taskOf({ id: "t3", title: "第三条" })];

async function show({
  members = [member({}), OTHER],
  answer = () => undefined,
  session = SESSION,
}: {
  members?: readonly TeamMember[];
  answer?: (sent: Sent) => unknown;
  session?: typeof SESSION;
} = {}) {
  const page = await renderPage({
    path: "/team",
    component: TeamPage,
    at: "/team",
    session,
    answer: (sent) => {
      const own = answer(sent);
      if (own !== undefined) return own;
      if (sent.path === "/v1/team") return { asOf: NOW - 60_000, items: members };
      if (sent.path === "/v1/advisors") return { items: ADVISORS };
      if (sent.path === "/v1/tasks") return { items: TASKS };
      return { status: "accepted" };
    },
  });
  const posts = () => page.sent.filter(({ method }) => method === "POST");
  return { ...page, posts };
}
const rowOf = async (name: string) => {
  const row = (await screen.findByText(name)).closest("tr");
  if (!row) throw new Error("no row");
  return row;
};
const choose = async (name: string, item: string) => {
  const user = userEvent.setup();
  await user.click(await screen.findByRole("button", { name: `${name}：操作` }));
  await user.click(await screen.findByRole("menuitem", { name: item }));
};

describe("the team", () => {
  it("says as of when its figures are, and leads from each of them to the tasks behind it", async () => {
    await show();
    expect(await screen.findByText("数据截至 今天 09:59")).toBeTruthy();
    const row = await rowOf("林晓雯");
    const linkOf = (label: string) => {
      const cell = row.querySelector(`[data-label="${label}"]`);
      const link = cell?.querySelector("a");
      return [cell?.textContent?.trim(), link && new URL(link.href).search];
    };
    expect(linkOf("今日完成")).toEqual(["5", "?advisorId=a1&state=done&closed=today"]);
    expect(linkOf("待办")).toEqual(["6", "?advisorId=a1"]);
    expect(linkOf("逾期")).toEqual(["2", "?advisorId=a1&due=overdue"]);
    expect(linkOf("今日到期")).toEqual(["3", "?advisorId=a1&due=ahead-today"]);
    expect(linkOf("按时率（7 天）")).toEqual(["88% 共 16 条", "?answerableId=a1&state=counted&due=last-7"]);
    expect(linkOf("今日跳过")).toEqual(["3 刚聊过 2 · 他在忙 1", "?advisorId=a1&state=skipped&closed=today"]);
    expect(linkOf("好评（7 天）")).toEqual(["4", "?advisorId=a1&state=all&intent=praise&closed=last-7"]);
    expect(linkOf("群发待确认")).toEqual(["1", "?advisorId=a1&unconfirmed=true"]);
    expect(within(row).getByText("10 / 8").textContent).toContain("超出容量");
  });

  it("ranks alike who did as well, and nobody without anything due", async () => {
    const { onTimeRate: _, ...idle } = member({ advisorId: "a9", name: "新来的", fellDue: 0 });
    await show({ members: [member({}), OTHER, member({ advisorId: "a5", name: "第三", onTimeRate: 0.5 }), idle] });
    expect((await rowOf("林晓雯")).textContent).toContain("第 1 名");
    expect((await rowOf("周雨桐")).textContent).toContain("第 1 名");
    expect((await rowOf("第三")).textContent).toContain("第 3 名");
    expect((await rowOf("新来的")).textContent).not.toContain("名");
    expect((await rowOf("新来的")).textContent).toContain("没有到期的");
  });

  it("is only read by viewers", async () => {
    await show({ session: { ...SESSION, role: "viewer" } });
    await rowOf("林晓雯");
    expect(screen.queryByRole("button", { name: /操作/ })).toBeNull();
  });

  it("sends a reminder in the lead's own words, and keeps them when it came too soon", async () => {
    let status = "too_soon";
    const { posts } = await show({ answer: ({ path }) => (path === "/v1/team/a1/nudge" ? { status } : undefined) });
    await choose("林晓雯", "提醒");
    fireEvent.change(screen.getByLabelText("说什么"), { target: { value: " 下班前回一下王女士 " } });
    fireEvent.click(screen.getByRole("button", { name: "发送提醒" }));
    expect((await screen.findByRole("alert")).textContent).toContain("一小时内已经提醒过");
    expect(posts().at(-1)?.options.body).toEqual({ text: "下班前回一下王女士" });
    status = "queued";
    fireEvent.change(screen.getByLabelText("说什么"), { target: { value: "" } });
    fireEvent.click(screen.getByRole("button", { name: "发送提醒" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(posts().at(-1)?.options.body).toEqual({});
  });

  it("hands several tasks on at once, and says which were not taken and why", async () => {
    let isClosed = true;
    const { posts } = await show({
      answer: ({ path }) => {
        if (path === "/v1/tasks/t2/assign" && isClosed) throw new ApiFailure("task.closed", "任务已经关闭。", 409);
        return undefined;
      },
    });
    await choose("林晓雯", "转派任务");
    const dialog = await screen.findByRole("dialog");
    const to = await within(dialog).findByLabelText("转给");
    await within(dialog).findByRole("option", { name: "周雨桐 · 待办 0" });
    expect(within(dialog).queryByRole("option", { name: /林晓雯|离职的/ })).toBeNull();
    fireEvent.click(within(dialog).getByRole("button", { name: /转派/ }));
    expect(within(dialog).getByText("请至少选一条任务。")).toBeTruthy();
    expect(within(dialog).getByText("请选择转给谁。")).toBeTruthy();
    fireEvent.change(to, { target: { value: "a2" } });
    fireEvent.click(within(dialog).getByLabelText("全选（3）"));
    await act(async () => void fireEvent.click(within(dialog).getByRole("button", { name: "转派 3 条" })));
    expect((await within(dialog).findByRole("alert")).textContent).toContain("2 条已转，1 条没有转成：任务已经关闭。");
    expect(posts().map(({ path, options }) => [path, options.body])).toEqual(
      ["t1", "t2", "t3"].map((id) => [`/v1/tasks/${id}/assign`, { advisorId: "a2" }]),
    );
    expect(within(dialog).queryByText("第三条")).toBeNull();
    isClosed = false;
    fireEvent.click(within(dialog).getByRole("button", { name: "转派 1 条" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("hands all customers over, and shows whom WeCom did not take and why", async () => {
    const item = { from: "a1", to: "a2", at: NOW };
    const problem = { zh: "该客户 90 天内已被转接 2 次", en: "twice in 90 days" };
    const items = [
      { ...item, customerId: "c1", customerName: "王女士", state: "waiting" },
      { ...item, customerId: "c2", customerName: "李先生", state: "failed", code: 40_128, problem },
    ];
    const { posts } = await show({
      answer: ({ path, method }) => {
        if (path !== "/v1/hand-overs") return undefined;
        return method === "POST"
          ? { asked: 2, done: 0, busy: [], unknown: [] }
          : { items, counts: { waiting: 1, failed: 1 } };
      },
    });
    await choose("林晓雯", "交接客户");
    const dialog = await screen.findByRole("dialog");
    await within(dialog).findByRole("option", { name: "周雨桐" });
    expect(within(dialog).queryByRole("option", { name: /林晓雯|离职的/ })).toBeNull();
    fireEvent.click(within(dialog).getByRole("button", { name: "交接全部客户" }));
    expect(within(dialog).getByText("请选择交接给谁。")).toBeTruthy();
    fireEvent.change(within(dialog).getByLabelText("交接给"), { target: { value: "a2" } });
    fireEvent.change(within(dialog).getByLabelText(/发给客户的话/), { target: { value: "以后由小周服务" } });
    fireEvent.click(within(dialog).getByRole("button", { name: "交接全部客户" }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain("已向企业微信提交 2 位");
    expect(posts().at(-1)?.options.body).toEqual({ from: "a1", to: "a2", leaver: false, message: "以后由小周服务" });
    const progress = within(dialog).getByRole("region", { name: "交接进度" });
    expect(
      within(progress)
        .getAllByRole("listitem")
        .map((one) => one.textContent),
    ).toEqual(["李先生没有成功该客户 90 天内已被转接 2 次 · 错误码 40128", "王女士等待客户确认"]);
  });

  it("lets a lead who is an advisor take all of somebody's tasks over", async () => {
    const { posts } = await show({ session: { ...SESSION, advisorId: "a2" } });
    await choose("林晓雯", "由我接手");
    const dialog = await screen.findByRole("dialog", { name: "接手 林晓雯 的任务" });
    fireEvent.click(await within(dialog).findByRole("button", { name: "转派 3 条" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(posts().map(({ options }) => options.body)).toEqual(Array(3).fill({ advisorId: "a2" }));
  });

  it("leads to the settings where there is nobody yet", async () => {
    await show({ members: [] });
    expect((await screen.findByText("去添加顾问")).closest("a")?.getAttribute("href")).toBe("/settings/advisors");
  });
});
