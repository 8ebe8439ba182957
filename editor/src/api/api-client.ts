import { ApiFailure, type LocalFailure } from "./api-failure.js";
import { isErrorShape } from "./error-shape.js";

export type QueryValues = Readonly<Record<string, string | number | boolean | undefined>>;

export interface RequestOptions {
  readonly query?: QueryValues;
  /** A value that is sent as JSON, or a file that is sent as it is. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** The revision or ETag that a save expects to replace. */
  readonly ifMatch?: string;
  /** Makes repeating the request harmless. */
  readonly idempotencyKey?: string;
  /** The request outlives its page: for what is sent while leaving. */
  readonly keepalive?: boolean;
  /** Longer than others may take: for files, ms. */
  readonly timeoutMs?: number;
}

export interface ApiClientOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Language of error messages, asked for each request. */
  readonly language: () => "zh" | "en";
  /** Called whenever an answer says that nobody is signed in. */
  readonly onSignedOut?: () => void;
  readonly timeoutMs?: number;
}

export interface Answer<T> {
  readonly data: T;
  readonly etag: string | undefined;
}

/** Calls the server of this page. The session is a cookie, so nothing secret passes through here. */
export interface ApiClient {
  /** Rejects with `ApiFailure` only. */
  call<T>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, options?: RequestOptions): Promise<T>;
  /** As `call`, with the answer's ETag. */
  callTagged<T>(method: "GET" | "PUT", path: string, options?: RequestOptions): Promise<Answer<T>>;
}

/** A phone that lost its connection half-way says nothing for minutes. */
const TIMEOUT_MS = 20_000;

const LOCAL_WORDS: Readonly<Record<LocalFailure, { zh: string; en: string }>> = {
  "client.offline": {
    zh: "连不上服务器。请检查网络后重试。",
    en: "The server cannot be reached. Check the connection and try again.",
  },
  "client.timeout": { zh: "服务器没有及时回应。请重试。", en: "The server did not answer in time. Try again." },
  "client.aborted": { zh: "请求已取消。", en: "The request was cancelled." },
  "client.bad_answer": {
    zh: "收到了看不懂的回应。请刷新页面再试。",
    en: "The answer could not be understood. Reload the page and try again.",
  },
};

export function createApiClient(options: ApiClientOptions): ApiClient {
  const callTagged = async <T>(method: string, path: string, request: RequestOptions = {}): Promise<Answer<T>> => {
    const answer = await send(options, method, path, request);
    const body = await readBody(answer, options.language());
    if (answer.ok) return { data: body as T, etag: answer.headers.get("etag") ?? undefined }; // the server serialises by the schema T comes from
    if (!isErrorShape(body)) throw localFailure("client.bad_answer", options.language(), answer.status);
    const failure = new ApiFailure(body.code, body.message, answer.status, body.details);
    if (failure.isSignedOut) options.onSignedOut?.();
    throw failure;
  };
  return { callTagged, call: async (method, path, request) => (await callTagged<never>(method, path, request)).data };
}

async function send(options: ApiClientOptions, method: string, path: string, request: RequestOptions) {
  const { body, signal, ifMatch, idempotencyKey, keepalive } = request;
  const language = options.language();
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), request.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS);
  const giveUp = () => timeout.abort();
  signal?.addEventListener("abort", giveUp, { once: true });
  if (signal?.aborted) giveUp();
  try {
    return await options.fetch(withQuery(path, request.query), {
      method,
      credentials: "same-origin",
      cache: "no-store",
      signal: timeout.signal,
      headers: {
        accept: "application/json",
        "accept-language": language,
        // Proves to the server that a page of its own asks: a foreign form cannot add it.
        "x-sopflow": "1",
        ...(body !== undefined && { "content-type": body instanceof Blob ? body.type : "application/json" }),
        ...(ifMatch !== undefined && { "if-match": ifMatch }),
        ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
      },
      ...(body !== undefined && { body: body instanceof Blob ? body : JSON.stringify(body) }),
      ...(keepalive !== undefined && { keepalive }),
    });
  } catch {
    if (signal?.aborted) throw localFailure("client.aborted", language);
    throw localFailure(timeout.signal.aborted ? "client.timeout" : "client.offline", language);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
  }
}

async function readBody(answer: Response, language: "zh" | "en"): Promise<unknown> {
  if (answer.status === 204) return undefined;
  try {
    return await answer.json();
  } catch {
    throw localFailure("client.bad_answer", language, answer.status);
  }
}

const localFailure = (code: LocalFailure, language: "zh" | "en", status = 0) =>
  new ApiFailure(code, LOCAL_WORDS[code][language], status);

/** Values that are undefined or empty are left out, so that a filter that is not set filters nothing. */
export function withQuery(path: string, query: QueryValues = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") params.set(name, String(value));
  }
  const text = params.toString();
  return text === "" ? path : `${path}?${text}`;
}
