import type { Task, WireSession } from "@sopflow/schemas";
import { render } from "@testing-library/react";
import type { ApiClient, RequestOptions } from "../api/api-client.js";
import { ApiContext } from "../api/api-context.js";
import { FetchCache } from "../api/fetch-cache.js";
import { FetchCacheContext } from "../api/use-fetched.js";
import { LocaleProvider } from "../i18n/locale-context.js";
import { SessionContext } from "../session/session-context.js";
import { ToastStore } from "../ui/toast-store.js";
import { ToastContext, Toasts } from "../ui/toasts.js";
import { AdvisorPage } from "./advisor-page.js";
import { NOW, ZONE } from "./tasks.testkit.js";
import { BridgeContext } from "./use-bridge.js";
import type { WecomBridge } from "./wecom-bridge.js";

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly options: RequestOptions;
}

/** jsdom knows the element but not how to show it, and nothing of scrolling. */
export function teachDialogs(): void {
  window.scrollTo = () => undefined;
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
}

const SESSION: WireSession = {
  userId: "a1",
  role: "advisor",
  advisorId: "a1",
  expiresAt: NOW + 1e9,
  brand: { name: "晨谷营养", timezone: ZONE },
};

interface Shown {
  /** What else the server answers, by path; undefined = the usual. */
  readonly answers?: (path: string, options: RequestOptions) => unknown;
  readonly bridge?: WecomBridge;
}

/** The whole list before a made-up server; `calls` are the changes it was sent. */
export function showList(
  tasks: () => readonly Task[],
  onChange: (call: Call) => Promise<unknown> = async () => ({}),
  { answers = () => undefined, bridge }: Shown = {},
) {
  const calls: Call[] = [];
  const answer = async (method: string, path: string, options: RequestOptions): Promise<unknown> => {
    if (method !== "GET") {
      const call = { method, path, options };
      calls.push(call);
      return onChange(call);
    }
    const special = answers(path, options);
    if (special !== undefined) return special;
    if (path === "/v1/tasks") return { items: tasks() };
    if (path === "/v1/taxonomy") return { data: { groups: [] }, etag: undefined };
    if (path.startsWith("/v1/customers/")) return { tags: ["老人"], friendSince: NOW - 3 * 86_400_000 };
    return { items: [] };
  };
  const api = {
    call: (method: string, path: string, options = {}) => answer(method, path, options),
    callTagged: (method: string, path: string, options = {}) => answer(method, path, options),
  } as ApiClient; // answers only what the list asks for
  render(
    <LocaleProvider initial="zh">
      <ApiContext value={api}>
        <FetchCacheContext value={new FetchCache()}>
          <ToastContext value={new ToastStore()}>
            <SessionContext value={SESSION}>
              <BridgeContext value={bridge}>
                <AdvisorPage />
              </BridgeContext>
            </SessionContext>
            <Toasts />
          </ToastContext>
        </FetchCacheContext>
      </ApiContext>
    </LocaleProvider>,
  );
  return { calls };
}
