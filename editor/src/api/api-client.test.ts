import { describe, expect, it, vi } from "vitest";
import { createApiClient, withQuery } from "./api-client.js";
import { ApiFailure, fieldProblems } from "./api-failure.js";
import { shouldRetry } from "./query-client.js";
import { linkToken } from "./session-calls.js";

const json = (status: number, body: unknown, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });

const clientOf = (answer: () => Promise<Response>, onSignedOut = () => {}) => {
  const fetch = vi.fn(answer);
  return { fetch, api: createApiClient({ fetch, language: () => "zh", onSignedOut, timeoutMs: 50_000 }) };
};
const failureOf = async (work: Promise<unknown>): Promise<ApiFailure> => {
  const error: unknown = await work.catch((e: unknown) => e);
  if (error instanceof ApiFailure) return error;
  throw new Error("it did not fail with ApiFailure");
};

describe("the client", () => {
  it("sends the session cookie, the header of our own pages, the language, and what makes a repeat harmless", async () => {
    const { api, fetch } = clientOf(async () => json(202, { status: "accepted" }));
    await api.call("POST", "/v1/tasks/t1/skip", { body: { reason: "other" }, idempotencyKey: "k1", keepalive: true });
    expect(fetch).toHaveBeenCalledWith(
      "/v1/tasks/t1/skip",
      expect.objectContaining({
        method: "POST",
        credentials: "same-origin",
        keepalive: true,
        body: '{"reason":"other"}',
        headers: expect.objectContaining({ "x-sopflow": "1", "accept-language": "zh", "idempotency-key": "k1" }),
      }),
    );
  });

  it("sends a file as it is, with its own type", async () => {
    const { api, fetch } = clientOf(async () => json(201, { url: "/files/a.png", bytes: 3 }));
    const file = new File(["abc"], "a.png", { type: "image/png" });
    await api.call("POST", "/v1/files", { query: { name: file.name }, body: file });
    expect(fetch).toHaveBeenCalledWith(
      "/v1/files?name=a.png",
      expect.objectContaining({ body: file, headers: expect.objectContaining({ "content-type": "image/png" }) }),
    );
  });

  it("fails with the server's code, message and details", async () => {
    const problem = {
      code: "request.invalid",
      message: "请求内容不对",
      details: { fields: [{ path: "body.name", message: "short" }] },
    };
    const { api } = clientOf(async () => json(400, problem));
    const failure = await failureOf(api.call("POST", "/v1/keys", { body: {} }));
    expect([failure.code, failure.message, failure.status]).toEqual(["request.invalid", "请求内容不对", 400]);
    expect(fieldProblems(failure)).toEqual([{ path: "name", message: "short" }]);
    expect([failure.isPassing, failure.isSignedOut]).toEqual([false, false]);
  });

  it("tells that the session has ended, and nothing of the kind for a link that is used up", async () => {
    const onSignedOut = vi.fn();
    const ended = clientOf(async () => json(401, { code: "auth.required", message: "请先登录" }), onSignedOut);
    expect((await failureOf(ended.api.call("GET", "/v1/flows"))).isSignedOut).toBe(true);
    expect(onSignedOut).toHaveBeenCalledOnce();
    const used = clientOf(async () => json(401, { code: "auth.link_used", message: "用过了" }), onSignedOut);
    await failureOf(used.api.call("POST", "/v1/session", { body: {} }));
    expect(onSignedOut).toHaveBeenCalledOnce();
  });

  it("says in the reader's words that there is no connection, which may pass", async () => {
    const { api } = clientOf(() => Promise.reject(new TypeError("Failed to fetch")));
    const failure = await failureOf(api.call("GET", "/v1/flows"));
    expect([failure.code, failure.status, failure.isPassing]).toEqual(["client.offline", 0, true]);
    expect(failure.message).toMatch(/^连不上服务器/);
  });

  it("does not mistake a proxy's page for an answer", async () => {
    const { api } = clientOf(async () => new Response("<html>", { status: 502 }));
    expect(await failureOf(api.call("GET", "/v1/flows"))).toMatchObject({ code: "client.bad_answer", isPassing: true });
    const odd = clientOf(async () => json(418, { teapot: true }));
    expect((await failureOf(odd.api.call("GET", "/v1/flows"))).code).toBe("client.bad_answer");
  });

  it("gives up when its page does, and when no answer comes in time", async () => {
    const hang = (_: unknown, init?: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        const stop = () => reject(new DOMException("aborted", "AbortError"));
        if (init?.signal?.aborted) stop();
        init?.signal?.addEventListener("abort", stop);
      });
    const api = createApiClient({ fetch: hang as typeof fetch, language: () => "en", timeoutMs: 1 }); // only the signal is looked at
    expect((await failureOf(api.call("GET", "/v1/flows", { signal: AbortSignal.abort() }))).code).toBe(
      "client.aborted",
    );
    vi.useFakeTimers();
    const slow = failureOf(api.call("GET", "/v1/flows"));
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    expect(await slow).toMatchObject({ code: "client.timeout", isPassing: true });
  });

  it("answers nothing for 204, and the ETag where it is asked for", async () => {
    const { api } = clientOf(async () => new Response(null, { status: 204 }));
    expect(await api.call("DELETE", "/v1/session")).toBeUndefined();
    const tagged = clientOf(async () => json(200, { brand: "晨谷" }, { etag: '"7"' }));
    expect(await tagged.api.callTagged("GET", "/v1/settings")).toEqual({ data: { brand: "晨谷" }, etag: '"7"' });
  });

  it("leaves filters out that are not set, and encodes those that are", () => {
    expect(withQuery("/v1/customers", { search: "", tag: undefined, tier: "高", limit: 50 })).toBe(
      "/v1/customers?tier=%E9%AB%98&limit=50",
    );
  });
});

describe("what follows from a failure", () => {
  it("is a second try only where that may help", () => {
    expect(shouldRetry(0, new ApiFailure("server.overloaded", "", 503))).toBe(true);
    expect(shouldRetry(2, new ApiFailure("server.overloaded", "", 503))).toBe(false);
    expect(shouldRetry(0, new ApiFailure("flow.not_found", "", 404))).toBe(false);
    expect(shouldRetry(0, new Error("bug"))).toBe(false);
  });
});

describe("a sign-in link", () => {
  it("is taken as the token alone or as the address around it", () => {
    expect(linkToken(" abc_1-2 ")).toBe("abc_1-2");
    expect(linkToken("http://127.0.0.1:4870/?link=abc_1-2")).toBe("abc_1-2");
    expect(linkToken("https://x.cn/advisor?from=card&link=abc#top")).toBe("abc");
  });
});
