// @vitest-environment jsdom
import type { WireTask } from "@sopflow/schemas";
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NOW, taskOf } from "../../advisor/tasks.testkit.js";
import { ApiFailure } from "../../api/api-failure.js";
import { renderPage, type Sent } from "../render-page.testkit.js";
import { readTaskSearch } from "./task-search.js";
import { TasksPage } from "./tasks-page.js";

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ["Date"] }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const task = (part: Partial<WireTask> = {}): WireTask => ({
  ...taskOf(),
  flowName: "首单转化",
  nodeTitle: "回访",
  ...part,
});
const FLOW = {
  flow: {
    id: "first-order",
    name: "首单转化",
    nodes: [
      { id: "n0", type: "trigger.event", data: {} },
      { id: "n1", type: "task", label: "回访", data: {} },
    ],
  },
};

async function show(at: string, tasks: (sent: Sent) => unknown) {
  const page = await renderPage({
    path: "/tasks",
    component: TasksPage,
    validateSearch: readTaskSearch,
    at,
    answer: (sent) => {
      if (sent.path === "/v1/tasks") return tasks(sent);
      if (sent.path === "/v1/flows/first-order") return FLOW;
      if (sent.path === "/v1/flows") return { items: [{ flowId: "first-order", name: "首单转化" }] };
      if (sent.path === "/v1/advisors") return { items: [{ id: "a1", name: "林晓雯" }] };
      return { items: [] };
    },
  });
  const asked = () => page.sent.filter(({ path }) => path === "/v1/tasks").map(({ options }) => options.query);
  return { ...page, asked };
}
const choose = (filter: string, value: string) =>
  fireEvent.change(screen.getByLabelText(filter), { target: { value } });

describe("the list of tasks", () => {
  it("shows what is open, with names of flow, step, customer and advisor", async () => {
    const { asked } = await show("/tasks", () => ({ items: [task()] }));
    expect(asked()[0]).toMatchObject({ state: "open", order: "due" });
    const row = (await screen.findByText("首单回访")).closest("tr");
    if (!row) throw new Error("no row");
    expect(within(row).getByText("首单转化")).toBeTruthy();
    expect(row.textContent).toContain("· 回访");
    expect(await within(row).findByText("林晓雯")).toBeTruthy();
    expect(within(row).getByText("王女士").closest("a")?.getAttribute("href")).toBe("/customers/c1");
    expect(within(row).getByText("今天 11:00")).toBeTruthy();
  });

  it("is asked for what its address says, so that an address can be handed on", async () => {
    const { asked } = await show("/tasks?flowId=first-order&nodeId=n1&advisorId=a1&state=done&due=2026-06-18", () => ({
      items: [],
    }));
    expect(asked()[0]).toEqual({
      flowId: "first-order",
      nodeId: "n1",
      advisorId: "a1",
      state: "done",
      order: "latest",
      dueFrom: Date.UTC(2026, 5, 17, 16),
      dueBefore: Date.UTC(2026, 5, 18, 16),
      after: undefined,
    });
    expect(await screen.findByText("没有符合条件的任务")).toBeTruthy();
  });

  it("puts every filter into the address, offers a flow's tasks only, and clears them all", async () => {
    const { address, asked } = await show("/tasks", () => ({ items: [] }));
    expect(await screen.findByText("现在没有待办任务")).toBeTruthy();
    await screen.findByRole("option", { name: "首单转化" });
    choose("流程", "first-order");
    await screen.findByRole("option", { name: "回访" });
    expect(within(screen.getByLabelText("节点")).getAllByRole("option")).toHaveLength(2);
    choose("节点", "n1");
    await waitFor(() => expect(address()).toBe("/tasks?flowId=first-order&nodeId=n1"));
    choose("截止", "overdue");
    await waitFor(() => expect(asked().at(-1)).toMatchObject({ nodeId: "n1", dueBefore: NOW }));
    choose("状态", "all");
    await waitFor(() => expect(asked().at(-1)).toMatchObject({ state: undefined, order: "latest" }));
    fireEvent.click(screen.getAllByRole("button", { name: "清除条件" })[0] ?? document.body);
    await waitFor(() => expect(address()).toBe("/tasks"));
  });

  it("goes on page by page", async () => {
    const { asked } = await show("/tasks", ({ options }) =>
      options.query?.after === undefined
        ? { items: [task()], next: "t1" }
        : { items: [task({ id: "t2", title: "第二条" })] },
    );
    fireEvent.click(await screen.findByRole("button", { name: "加载更多" }));
    expect(await screen.findByText("第二条")).toBeTruthy();
    expect(screen.getByText("首单回访")).toBeTruthy();
    expect(asked().at(-1)).toMatchObject({ after: "t1" });
    expect(screen.queryByRole("button", { name: "加载更多" })).toBeNull();
  });

  it("says what came of a task that is closed, and when", async () => {
    const result = { outcome: "replied", note: "很满意", at: NOW, by: "a1" };
    await show("/tasks?state=done", () => ({ items: [task({ state: "done", closedAt: NOW, result })] }));
    const cell = await screen.findByText(/已回复 · 很满意/);
    expect(cell.textContent).toContain("今天 10:00");
  });

  it("says why it could not be loaded, and tries again", async () => {
    let isUp = false;
    await show("/tasks", () => {
      if (!isUp) throw new ApiFailure("auth.forbidden", "没有权限。", 403);
      return { items: [task()] };
    });
    expect((await screen.findByRole("alert")).textContent).toContain("没有权限。");
    isUp = true;
    fireEvent.click(screen.getByRole("button", { name: "重试" }));
    expect(await screen.findByText("首单回访")).toBeTruthy();
  });
});
