// @vitest-environment jsdom
import { FLOW_TEMPLATES } from "@sopflow/engine/core";
import { brandSettingsSchema, type Flow, flowSchema } from "@sopflow/schemas";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { createApiClient } from "../api/api-client.js";
import { ApiContext } from "../api/api-context.js";
import { flowWith, openEditor, renderEditor } from "../editing/editor.testkit.js";
import type { Locale } from "../i18n/locale.js";
import PreviewBar from "./preview-bar.js";
import PreviewPanel from "./preview-panel.js";
import { createPreview, PreviewStoreContext } from "./preview-store.js";

beforeAll(() => {
  globalThis.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
afterEach(cleanup);

/** A Wednesday morning in Shanghai. */
const START = Date.UTC(2026, 5, 3, 1, 30);
const intake = flowSchema.parse(FLOW_TEMPLATES.find((one) => one.id === "package-card-intake")?.file);

const REAL = {
  id: "c9",
  clock: START - 86_400_000,
  status: "live",
  createdAt: START - 90 * 86_400_000,
  name: "赵敏",
  salutation: "赵姐",
  advisorId: "a1",
  relations: [],
  tags: [],
  tagUntil: {},
  attributes: {},
  identities: {},
  bound: false,
  referrals: 0,
  orders: { count: 0, spend: 0, discounted: 0, byShop: {}, bySku: {}, recent: [] },
  replenish: {},
  contacts: [],
  suppressions: [],
  flows: { "package-card-intake": { entered: 1, lastEnteredAt: START - 86_400_000 } },
  timers: [],
  lookback: [],
  enrollments: [{ id: "e", flowId: "package-card-intake", state: "active", enteredAt: START - 86_400_000 }],
};

const ANSWERS: Readonly<Record<string, unknown>> = {
  "/v1/settings": brandSettingsSchema.parse({}),
  "/v1/taxonomy": { groups: [] },
  "/v1/products": { items: [{ sku: "s1", name: "营养粉", daysOfSupply: 30 }] },
  "/v1/advisors": { items: [{ id: "a1", name: "小林", pools: ["default"], capacityPerDay: 80, active: true }] },
  "/v1/customers": { items: [{ id: "c9", name: "赵敏", tags: ["白领女性"], status: "live", orderCount: 0, spend: 0 }] },
  "/v1/customers/c9/preview": REAL,
};

function open(flow: Flow, locale: Locale = "zh") {
  const editor = openEditor(flow);
  const store = createPreview(START);
  store.setState({ open: true });
  const asked: string[] = [];
  const answer = (input: RequestInfo | URL, init?: RequestInit) => {
    const { pathname } = new URL(String(input), "http://test");
    asked.push(`${init?.method ?? "GET"} ${pathname}`);
    return Promise.resolve(Response.json(ANSWERS[pathname] ?? {}));
  };
  const api = createApiClient({ fetch: answer, language: () => locale });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  renderEditor(
    editor,
    <QueryClientProvider client={client}>
      <ApiContext value={api}>
        <PreviewStoreContext value={store}>
          <PreviewBar check={{}} />
          <PreviewPanel />
        </PreviewStoreContext>
      </ApiContext>
    </QueryClientProvider>,
    { locale },
  );
  return { editor, store, asked };
}

const slider = () => screen.findByRole("slider", { name: "时间" });

describe("the preview", () => {
  it("plays somebody whom the flow is for, with the words the customer would get", async () => {
    const { store } = open(intake);
    await slider();
    expect(screen.getByText("新扫包裹卡的人")).toBeTruthy();
    expect(screen.getByText("添加好友（渠道 包裹卡）")).toBeTruthy();
    expect(screen.getByText("进入流程")).toBeTruthy();
    const [welcome] = screen.getAllByRole("article");
    expect(within(welcome as HTMLElement).getByText(/王姐好呀，我是小林/)).toBeTruthy(); // there is one: getAllByRole throws
    expect(store.getState().trail).toMatchObject({ state: "inside" });
  });

  it("goes from happening to happening by keyboard, and lights the way up", async () => {
    const { store } = open(intake);
    const input = await slider();
    const before = store.getState().trail?.visited.length ?? 0;
    fireEvent.keyDown(input, { key: "ArrowRight" });
    await waitFor(() => expect(store.getState().trail?.visited.length).toBeGreaterThan(before));
    const { at } = store.getState();
    fireEvent.keyDown(input, { key: "ArrowLeft" });
    expect(store.getState().at).toBeLessThan(at);
  });

  it("branches on the outcome that is chosen for a task", async () => {
    const { store } = open(intake);
    await slider();
    fireEvent.click(screen.getByRole("radio", { name: "破冰: 已回复" }));
    expect(store.getState().answers).toMatchObject({ "ice-break/1": { type: "task.completed", outcome: "replied" } });
    expect(await screen.findByText("「破冰」的结果：已回复")).toBeTruthy();
    expect(screen.getByText("「破冰」→ 已回复")).toBeTruthy();
  });

  it("lets something happen at the slider's time, and takes it away again", async () => {
    const { store } = open(intake);
    await slider();
    await userEvent.click(screen.getByRole("button", { name: "此刻发生…" }));
    const form = screen.getByRole("form", { name: "让一件事发生" });
    fireEvent.change(within(form).getByLabelText("内容"), { target: { value: "你好呀" } });
    fireEvent.click(within(form).getByRole("button", { name: "加入" }));
    expect(await screen.findByText("收到客户消息（内容 你好呀）")).toBeTruthy();
    expect(store.getState().events).toHaveLength(1);
    fireEvent.click(screen.getByRole("button", { name: "去掉这件事" }));
    await waitFor(() => expect(screen.queryByText("收到客户消息（内容 你好呀）")).toBeNull());
  });

  it("takes a real customer, and says what of them is set aside", async () => {
    const { asked } = open(intake);
    await slider();
    await userEvent.click(screen.getByRole("button", { name: /新扫包裹卡的人/ }));
    await userEvent.click(await screen.findByRole("option", { name: /赵敏/ }));
    expect((await screen.findAllByText(/赵姐好呀，我是小林/)).length).toBeGreaterThan(0);
    expect(screen.getByText(/他现在就在这个流程里/)).toBeTruthy();
    expect(asked.filter((one) => !one.startsWith("GET "))).toEqual([]);
  });

  it("says what must be mended first in a draft that cannot be played", async () => {
    open(flowWith("exit", "x", { reason: "done" }));
    expect(await screen.findByText("还不能预演，先处理这些问题：")).toBeTruthy();
    expect(screen.queryByRole("slider")).toBeNull();
  });

  it("follows what is edited while it is open", async () => {
    const { editor, store } = open(intake);
    await slider();
    const before = store.getState().result;
    const { flow } = editor.session.document.store.getState();
    act(() => {
      const nodes = flow.nodes.map((node) => (node.type === "tag" ? { ...node, label: "新名字" } : node));
      editor.session.document.store.setState({ flow: { ...flow, nodes } });
    });
    await waitFor(() => expect(store.getState().result).not.toBe(before));
    expect(screen.getAllByText(/经过「新名字」/).length).toBeGreaterThan(0);
  });

  it("speaks English when asked to", async () => {
    open(intake, "en");
    expect(await screen.findByRole("slider", { name: "Time" })).toBeTruthy();
    expect(screen.getByText("Just scanned the package card")).toBeTruthy();
    expect(screen.getByText("Enters the flow")).toBeTruthy();
  });
});
