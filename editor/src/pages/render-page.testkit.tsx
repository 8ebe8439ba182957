import type { WireSession } from "@sopflow/schemas";
import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { act, render } from "@testing-library/react";
import type { ReactNode } from "react";
import type { ApiClient, RequestOptions } from "../api/api-client.js";
import { ApiContext } from "../api/api-context.js";
import { makeQueryClient } from "../api/query-client.js";
import { LocaleProvider } from "../i18n/locale-context.js";
import { SessionContext } from "../session/session-context.js";
import { Dialog } from "../ui/dialog.js";
import { loadMenus } from "../ui/menu.js";

export const SESSION: WireSession = {
  userId: "lead",
  role: "lead",
  expiresAt: 1,
  brand: { name: "晨谷营养", timezone: "Asia/Shanghai" },
};

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly options: RequestOptions;
}

interface PageOptions {
  /** The address that the page has in the console. */
  readonly path: string;
  readonly component: () => ReactNode;
  readonly validateSearch?: (search: Record<string, unknown>) => object;
  /** Where the reader is. */
  readonly at: string;
  /** What the server answers; a thrown failure is a refusal. */
  readonly answer: (sent: Sent) => unknown;
  readonly session?: WireSession;
}

/** Shows one page of the console at an address, before a made-up server. */
export async function renderPage({ path, component, validateSearch, at, answer, session = SESSION }: PageOptions) {
  window.scrollTo = () => undefined; // jsdom has no place to scroll to
  // A page at work has fetched them by the time somebody presses a button.
  await Promise.all([Dialog.load(), loadMenus()]);
  const sent: Sent[] = [];
  const call = async (method: string, where: string, options: RequestOptions = {}) => {
    sent.push({ method, path: where, options });
    return answer({ method, path: where, options });
  };
  const api = {
    call,
    callTagged: async (method: string, where: string, options?: RequestOptions) => ({
      data: await call(method, where, options),
      etag: '"1"',
    }),
  } as ApiClient; // answers what the page asks for
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path,
    component,
    ...(validateSearch && { validateSearch }),
  });
  const other = createRoute({ getParentRoute: () => root, path: "$", component: () => <p>elsewhere</p> });
  const router = createRouter({
    routeTree: root.addChildren([page, other]),
    history: createMemoryHistory({ initialEntries: [at] }),
    defaultPendingMinMs: 0,
  });
  await router.load();
  render(
    <LocaleProvider initial="zh">
      <ApiContext value={api}>
        <QueryClientProvider client={makeQueryClient()}>
          <SessionContext value={session}>
            <RouterProvider router={router} />
          </SessionContext>
        </QueryClientProvider>
      </ApiContext>
    </LocaleProvider>,
  );
  await act(async () => undefined);
  return { sent, address: () => router.state.location.href };
}
