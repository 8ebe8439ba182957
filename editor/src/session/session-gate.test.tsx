// @vitest-environment jsdom
import type { WireSession } from "@sopflow/schemas";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ApiClient } from "../api/api-client.js";
import { ApiContext } from "../api/api-context.js";
import { ApiFailure } from "../api/api-failure.js";
import { LocaleProvider } from "../i18n/locale-context.js";
import { Dialog } from "../ui/dialog.js";
import { SessionGate } from "./session-gate.js";
import { SignedOutStore } from "./signed-out-store.js";
import { takeLink } from "./take-link.js";

const SESSION: WireSession = {
  userId: "lead",
  role: "lead",
  expiresAt: 1,
  brand: { name: "晨谷营养", timezone: "Asia/Shanghai" },
};
const out = () => Promise.reject(new ApiFailure("auth.required", "请先登录", 401));

beforeEach(async () => {
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = () => undefined;
  await Promise.all([import("./sign-in-page.js"), import("./signed-out-notice.js"), Dialog.load()]);
});
afterEach(cleanup);

async function show(
  answer: (method: string, body: unknown) => Promise<unknown>,
  link?: string,
  content: ReactNode = <input aria-label="在写的内容" />,
) {
  const signedOut = new SignedOutStore();
  const onReturned = vi.fn();
  const api = {
    call: (method: string, _path: string, options?: { body?: unknown }) => answer(method, options?.body),
  } as ApiClient; // only the session is asked for
  render(
    <LocaleProvider initial="zh">
      <ApiContext value={api}>
        <SessionGate signedOut={signedOut} link={link} onReturned={onReturned}>
          {content}
        </SessionGate>
      </ApiContext>
    </LocaleProvider>,
  );
  await act(async () => undefined);
  return { signedOut, onReturned };
}
const enter = async (link: string) => {
  fireEvent.change(screen.getByLabelText("登录链接"), { target: { value: link } });
  await act(async () => void fireEvent.click(screen.getByRole("button", { name: "登录", hidden: true })));
};

describe("signing in", () => {
  it("shows the page to who is signed in", async () => {
    await show(async () => SESSION);
    expect(screen.getByLabelText("在写的内容")).toBeTruthy();
  });

  it("uses the link of the address up, once", async () => {
    const sent: unknown[] = [];
    await show(async (method, body) => {
      sent.push([method, body]);
      return SESSION;
    }, "abc");
    expect(sent).toEqual([["POST", { link: "abc" }]]);
    expect(screen.getByLabelText("在写的内容")).toBeTruthy();
  });

  it("asks for a link, says when there is none, and takes the whole address", async () => {
    await show((method, body) => (method === "GET" ? out() : Promise.resolve({ ...SESSION, sent: body })));
    expect(screen.getByRole("heading", { name: "登录 SOP 流程" })).toBeTruthy();
    await enter("");
    expect(screen.getByText("请粘贴登录链接。")).toBeTruthy();
    await enter("http://127.0.0.1:4870/?link=abc");
    expect(screen.getByLabelText("在写的内容")).toBeTruthy();
  });

  it("says why a link did not work", async () => {
    await show(
      (method) => (method === "GET" ? out() : Promise.reject(new ApiFailure("auth.link_used", "链接已用过。", 401))),
      "abc",
    );
    expect(screen.getByRole("alert").textContent).toBe("链接已用过。");
  });

  it("says in words why WeCom did not sign somebody in, once", async () => {
    history.replaceState(null, "", "/advisor?sign_in=no_advisor&member=zhao.liu");
    await show(out);
    expect((await screen.findByRole("alert")).textContent).toContain("“zhao.liu”还不是这里的顾问");
    expect(location.search).toBe("");
    cleanup();
    history.replaceState(null, "", "/advisor?sign_in=constructor");
    await show(out);
    await screen.findByText("登录", { selector: "button" });
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("offers to try again when there is no server", async () => {
    let isUp = false;
    await show(async () => {
      if (!isUp) throw new ApiFailure("client.offline", "连不上服务器。", 0);
      return SESSION;
    });
    expect(screen.getByText("连不上服务器。")).toBeTruthy();
    isUp = true;
    await act(async () => void fireEvent.click(screen.getByRole("button", { name: "重试" })));
    expect(screen.getByLabelText("在写的内容")).toBeTruthy();
  });
});

describe("a session that ends", () => {
  it("leaves the page and what is typed into it, and goes on where it was", async () => {
    const { signedOut, onReturned } = await show(async () => SESSION);
    fireEvent.change(screen.getByLabelText("在写的内容"), { target: { value: "写到一半" } });
    await act(async () => signedOut.set(true));
    expect(screen.getByText("登录已过期")).toBeTruthy();
    await enter("abc");
    expect(screen.queryByText("登录已过期")).toBeNull();
    expect(screen.getByLabelText<HTMLInputElement>("在写的内容").value).toBe("写到一半");
    expect(onReturned).toHaveBeenCalledOnce();
  });
});

describe("a session that ends over an open window", () => {
  it("leaves the window and what is typed into it: neither Escape nor a press on the notice closes it", async () => {
    const onClose = vi.fn();
    const { signedOut } = await show(
      async () => SESSION,
      undefined,
      <Dialog title="编辑商品" onClose={onClose} holdsInput>
        <input aria-label="商品名称" />
      </Dialog>,
    );
    fireEvent.change(screen.getByLabelText("商品名称"), { target: { value: "写到一半" } });
    await act(async () => signedOut.set(true));
    fireEvent.keyDown(screen.getByLabelText("登录链接"), { key: "Escape" });
    fireEvent.pointerDown(screen.getByText("登录已过期"));
    await enter("abc");
    expect(onClose).not.toHaveBeenCalled();
    expect(screen.queryByText("登录已过期")).toBeNull();
    expect(screen.getByLabelText<HTMLInputElement>("商品名称").value).toBe("写到一半");
    fireEvent.keyDown(screen.getByLabelText("商品名称"), { key: "Escape" });
    expect(onClose).toHaveBeenCalledOnce();
  });
});

describe("the link in the address", () => {
  it("is taken out, so that it stays in no history", () => {
    const replaceState = vi.fn();
    expect(takeLink({ href: "http://x.cn/advisor?link=abc&from=card#now" }, { replaceState })).toBe("abc");
    expect(replaceState).toHaveBeenCalledWith(null, "", "/advisor?from=card#now");
    expect(takeLink({ href: "http://x.cn/" }, { replaceState })).toBeUndefined();
  });
});
