import type { WecomClock } from "./wecom-clock.js";

/** As much of `fetch` as the client uses. */
export type WecomFetch = (
  url: string,
  init: {
    readonly method: "GET" | "POST";
    readonly headers?: Record<string, string>;
    readonly body?: string | FormData;
    readonly signal: AbortSignal;
    readonly redirect: "error";
  },
) => Promise<{ readonly status: number; text(): Promise<string> }>;

export type TransportAnswer =
  | { readonly kind: "answered"; readonly json: Record<string, unknown>; readonly bytes: number }
  /** No request reached WeCom. */
  | { readonly kind: "unreachable"; readonly detail: string }
  /** WeCom may have carried it out. */
  | { readonly kind: "uncertain"; readonly detail: string };

export interface TransportRequest {
  readonly method: "GET" | "POST";
  /** With the token in it: never logged, never in an error. */
  readonly url: string;
  readonly body?: string | FormData;
  readonly timeoutMs: number;
}

/** Errors that come before anything was sent. */
const NOT_SENT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);
/** A gateway that could not pass the request on, or refused it for now. */
const NOT_DONE_STATUS: ReadonlySet<number> = new Set([429, 503]);

/** Makes one call and says what can be known of it; never throws, and names no address. */
export async function sendOnce(
  fetch: WecomFetch,
  clock: WecomClock,
  { method, url, body, timeoutMs }: TransportRequest,
): Promise<TransportAnswer> {
  const cut = new AbortController();
  const over = new AbortController();
  const timeout = clock.sleep(timeoutMs, over.signal).then((): TransportAnswer => {
    cut.abort();
    return { kind: "uncertain", detail: `no answer within ${timeoutMs} ms` };
  });
  try {
    return await Promise.race([timeout, exchange(fetch, { method, url, body, signal: cut.signal })]);
  } finally {
    over.abort();
  }
}

async function exchange(
  fetch: WecomFetch,
  call: { method: "GET" | "POST"; url: string; body: string | FormData | undefined; signal: AbortSignal },
): Promise<TransportAnswer> {
  const { method, url, body, signal } = call;
  const headers = typeof body === "string" ? { headers: { "content-type": "application/json; charset=utf-8" } } : {};
  try {
    const response = await fetch(url, {
      method,
      signal,
      redirect: "error",
      ...headers,
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return read(response.status, text);
  } catch (error) {
    const code = causeOf(error);
    return { kind: NOT_SENT.has(code) ? "unreachable" : "uncertain", detail: code };
  }
}

function read(status: number, text: string): TransportAnswer {
  if (status < 200 || status > 299) {
    return { kind: NOT_DONE_STATUS.has(status) ? "unreachable" : "uncertain", detail: `HTTP ${status}` };
  }
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === "object" && json !== null && !Array.isArray(json)) {
      return { kind: "answered", json: { ...json }, bytes: Buffer.byteLength(text) };
    }
  } catch {
    // said below
  }
  return { kind: "uncertain", detail: "the answer is not JSON" };
}

/** The code of what went wrong. The message may hold the URL, and with it the token. */
function causeOf(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return error instanceof Error ? error.name : "unknown";
}
