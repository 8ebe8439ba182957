// @vitest-environment jsdom
import type { StepTraceItem, StepTracePage } from "@sopflow/schemas";
import { cleanup, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { ApiFailure } from "../api/api-failure.js";
import { sampleFlow } from "../document/document.testkit.js";
import { renderPage, type Sent } from "../pages/render-page.testkit.js";
import { type StepAsk, StepListDialog } from "./step-list-dialog.js";

afterEach(cleanup);

const AT = Date.UTC(2026, 5, 1, 2);

const item = (n: number, parts: Partial<StepTraceItem> = {}): StepTraceItem => ({
  customerId: `c${n}`,
  customerName: `客户${n}`,
  advisorId: "a1",
  enrollmentId: `e${n}`,
  flowId: "sample",
  version: 2,
  nodeId: "ask",
  what: "arrived",
  at: AT,
  seq: 100 - n,
  ordinal: 0,
  ...parts,
});

async function open(ask: Partial<StepAsk>, answer: (after: string | undefined) => Partial<StepTracePage>) {
  const closed: string[] = [];
  const page = await renderPage({
    path: "/",
    at: "/",
    component: () => (
      <StepListDialog
        flow={sampleFlow()}
        ask={{ nodeId: "ask", what: "arrived", ...ask }}
        onClose={() => closed.push("closed")}
      />
    ),
    answer: ({ path, options }: Sent) => {
      if (path === "/v1/advisors") return { items: [{ id: "a1", name: "林晓雯" }] };
      if (!path.endsWith("/trace")) return { items: [] };
      const after = options.query?.after;
      return { items: [], total: 0, ...answer(typeof after === "string" ? after : undefined) };
    },
  });
  const asked = () => page.sent.filter(({ path }) => path.endsWith("/trace")).map(({ options }) => options.query);
  return { closed, asked, dialog: await screen.findByRole("dialog") };
}

const rows = () => screen.getAllByRole("row").slice(1);

it("names the step and the number, and says who, when, in which version and why", async () => {
  const { dialog } = await open({ what: "refused" }, () => ({
    items: [
      item(1, { what: "refused", detail: { reason: "reentry_never" } }),
      item(2, { what: "refused", detail: { reason: "某事" } }),
    ],
    total: 2,
  }));
  expect(await within(dialog).findByText("客户1")).toBeTruthy();
  expect(dialog.textContent).toContain("不符合，没有进入");
  expect(dialog.textContent).toContain("共 2 次");
  const [first, second] = rows();
  expect(first?.textContent).toContain("林晓雯");
  expect(first?.textContent).toContain("进过一次，不再进入");
  expect(second?.textContent).toContain("某事");
  expect(screen.getByRole("link", { name: "客户1" }).getAttribute("href")).toBe("/customers/c1");
});

it("tells ends apart: to the end, out by a reason, by an error", async () => {
  await open({ what: "ended" }, () => ({
    items: [
      item(1, { what: "completed" }),
      item(2, { what: "exited", detail: { reason: "purchased" } }),
      item(3, { what: "failed", detail: { code: "task.no_script" } }),
    ],
    total: 3,
  }));
  await screen.findByText("客户1");
  expect(rows().map((row) => row.querySelector(".cell-wide")?.textContent)).toEqual([
    "走完全程",
    "退出：已购买",
    "出错：没有适用的话术",
  ]);
});

it("goes on page by page, and says how many it has no more: too old, or of erased customers", async () => {
  const { asked } = await open({ what: "left", port: "done" }, (after) =>
    after === undefined ? { items: [item(1)], next: "p2", total: 4, keptDays: 400 } : { items: [item(2)], total: 9 },
  );
  await screen.findByText("客户1");
  expect(screen.queryByText(/资料已删除/)).toBeNull();
  await userEvent.setup().click(screen.getByRole("button", { name: "加载更多" }));
  await screen.findByText("客户2");
  expect(screen.getByText(/另有 2 次不在名单里：发生在 400 天以前，或客户资料已删除/)).toBeTruthy();
  expect(asked()).toEqual([
    { what: "left", port: "done", after: undefined },
    { what: "left", port: "done", after: "p2" },
  ]);
});

it("reads anew on demand", async () => {
  let count = 1;
  await open({}, () => ({ items: Array.from({ length: count }, (_, n) => item(n + 1)), total: count }));
  await screen.findByText("客户1");
  count = 2;
  await userEvent.setup().click(screen.getByRole("button", { name: "刷新" }));
  expect(await screen.findByText("客户2")).toBeTruthy();
});

it("says when there is nobody, and when it could not be read", async () => {
  await open({}, () => ({}));
  expect(await screen.findByText("名单里没有记录")).toBeTruthy();
  cleanup();
  await open({}, () => {
    throw new ApiFailure("flow.not_found", "没有这个流程。", 404);
  });
  expect(await screen.findByText("没有这个流程。")).toBeTruthy();
});
