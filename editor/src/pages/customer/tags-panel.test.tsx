// @vitest-environment jsdom
import type { CustomerView } from "@sopflow/schemas";
import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiFailure } from "../../api/api-failure.js";
import { renderPage, SESSION, type Sent } from "../render-page.testkit.js";
import { CustomerPage } from "./customer-page.js";

const CUSTOMER: CustomerView = {
  id: "c1",
  version: 3,
  clock: 0,
  status: "live",
  createdAt: 0,
  name: "王女士",
  advisorId: "a1",
  relations: [],
  tier: "高",
  tags: ["老人"],
  tagUntil: {},
  attributes: {},
  attributeLabels: {},
  identities: {},
  bound: false,
  referrals: 0,
  orders: { recent: [], count: 0, spend: 0, discounted: 0, byShop: {}, bySku: {} },
  replenish: {},
  contacts: [],
  suppressions: [],
  flows: {},
  enrollments: [],
};
const GROUPS = [
  { id: "who", name: "人群", tags: ["老人", "孕产"], exclusive: false, automatic: false, syncToWecom: false },
];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
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

async function show(
  onTags: (sent: Sent) => unknown = () => ({ status: "accepted" }),
  role: "lead" | "viewer" = "lead",
) {
  let tags = CUSTOMER.tags;
  const page = await renderPage({
    path: "/customers/$customerId",
    component: CustomerPage,
    at: "/customers/c1",
    session: { ...SESSION, role },
    answer: (sent) => {
      if (sent.path === "/v1/customers/c1") return { ...CUSTOMER, tags };
      if (sent.path === "/v1/customers/c1/tags") return onTags(sent);
      if (sent.path === "/v1/taxonomy") return { groups: GROUPS };
      return { items: [] };
    },
  });
  await screen.findByText("老人");
  return {
    changes: () => page.sent.filter(({ method }) => method === "POST").map(({ options }) => options.body),
    hasNow: (now: string[]) => {
      tags = now;
    },
  };
}

describe("tags on a customer's page", () => {
  it("are added from the brand's groups: shown at once, and settled when the customer has them", async () => {
    const { changes, hasNow } = await show();
    fireEvent.click(screen.getByRole("button", { name: "添加标签" }));
    expect(screen.queryByRole("option", { name: "老人" })).toBeNull();
    fireEvent.click(await screen.findByRole("option", { name: "孕产" }));
    await act(async () => undefined);
    expect(changes()).toEqual([{ add: ["孕产"] }]);
    expect(screen.getByText("孕产").className).toContain("tone-info");
    hasNow(["老人", "孕产"]);
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    await waitFor(() => expect(screen.getByText("孕产").className).toContain("tone-neutral"));
  });

  it("are taken off one by one", async () => {
    const { changes } = await show();
    fireEvent.click(screen.getByRole("button", { name: "移除标签「老人」" }));
    await act(async () => undefined);
    expect(changes()).toEqual([{ remove: ["老人"] }]);
    expect(screen.queryByText("老人")).toBeNull();
  });

  it("stay as they are when the change was refused", async () => {
    await show(() => {
      throw new ApiFailure("auth.forbidden", "没有权限。", 403);
    });
    fireEvent.click(screen.getByRole("button", { name: "移除标签「老人」" }));
    expect(await screen.findByRole("button", { name: "移除标签「老人」" })).toBeTruthy();
  });

  it("are only to be looked at for a viewer", async () => {
    await show(undefined, "viewer");
    expect(screen.queryByRole("button", { name: "添加标签" })).toBeNull();
    expect(screen.queryByRole("button", { name: "移除标签「老人」" })).toBeNull();
  });
});
