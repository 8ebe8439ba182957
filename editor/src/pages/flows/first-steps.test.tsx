// @vitest-environment jsdom
import type { FlowSummary } from "@sopflow/schemas";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ApiClient } from "../../api/api-client.js";
import { ApiContext } from "../../api/api-context.js";
import { SessionContext } from "../../session/session-context.js";
import { useFirstSteps } from "./use-first-steps.js";

beforeEach(() => window.localStorage.clear());
afterEach(cleanup);

interface There {
  readonly brand?: string;
  readonly counts?: Readonly<Record<string, number>>;
  readonly demo?: true;
  readonly role?: "lead" | "viewer";
}

/** What the list says where so many products, advisors and customers are there. */
function show({ brand = "我的品牌", counts = {}, demo, role = "lead" }: There, publishedVersion?: number) {
  const api = {
    callTagged: async () => ({ data: { brand } }),
    call: async (_: string, path: string) => ({
      items: Array.from({ length: counts[path] ?? 0 }, () => ({ active: true })),
    }),
  } as unknown as ApiClient; // only lists are asked for
  const session = { userId: "wang", role, expiresAt: 0, brand: { name: brand, timezone: "Asia/Shanghai", demo } };
  const queries = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>
      <ApiContext value={api}>
        <SessionContext value={session}>{children}</SessionContext>
      </ApiContext>
    </QueryClientProvider>
  );
  const flows = [{ publishedVersion } as FlowSummary]; // the list asks for nothing else
  return renderHook(() => useFirstSteps(flows), { wrapper }).result;
}

const ALL = { "/v1/products": 12, "/v1/advisors": 4, "/v1/customers": 1 };

describe("what a brand of one's own does first", () => {
  it("is ticked off by what is there", async () => {
    const empty = show({});
    await waitFor(() => expect(empty.current).toBeDefined());
    expect(Object.values(empty.current?.done ?? {})).toEqual([false, false, false, false, false]);
    const half = show({ brand: "茶小铺", counts: { "/v1/advisors": 1 } });
    await waitFor(() => expect(half.current).toBeDefined());
    expect(half.current?.done).toEqual({ brand: true, products: false, advisors: true, history: false, flow: false });
  });

  it("goes away when all is done, and when it is put away", async () => {
    const almost = show({ brand: "茶小铺", counts: ALL });
    await waitFor(() => expect(almost.current?.done.history).toBe(true));
    almost.current?.hide();
    await waitFor(() => expect(almost.current).toBeUndefined());
    window.localStorage.clear();
    const all = show({ brand: "茶小铺", counts: ALL }, 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(all.current).toBeUndefined();
  });

  it("is neither for a demo brand nor for who may only look", async () => {
    for (const there of [{ demo: true as const }, { role: "viewer" as const }]) {
      const list = show(there);
      await new Promise((resolve) => setImmediate(resolve));
      expect(list.current).toBeUndefined();
    }
  });
});
