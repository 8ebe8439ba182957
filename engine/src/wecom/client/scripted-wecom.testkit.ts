import type { WecomAppConfig } from "./app-session.js";
import type { CallLogEntry } from "./call-log.js";
import { type CounterStore, memoryCounters } from "./counter-store.js";
import { createWecomClient, type WecomClientOptions } from "./create-wecom-client.js";
import { FakeClock } from "./fake-clock.testkit.js";
import type { WecomFetch } from "./transport.js";

export interface SeenCall {
  readonly api: string;
  readonly method: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
  readonly form: FormData | undefined;
  readonly at: number;
}

/** An answer, a status with text, an error of the network, or silence. */
export type Reply = Record<string, unknown> | { readonly http: number; readonly text: string } | Error | "hang";
type Script = Reply | ((call: SeenCall) => Reply | Promise<Reply>);

/** An error as Node's fetch throws it. */
export const networkError = (code: string): Error =>
  new TypeError("fetch failed https://x/?access_token=leak", { cause: Object.assign(new Error(code), { code }) });

export const errcode = (code: number, errmsg = "some words"): Reply => ({ errcode: code, errmsg });

export const APP: WecomAppConfig = { id: "main", corpId: "ww1", agentId: 1000002, secret: "S3CRET-S3CRET" };

/** WeCom as a script: replies by API, in order; the last one is repeated. */
export class ScriptedWecom {
  readonly calls: SeenCall[] = [];
  readonly log: CallLogEntry[] = [];
  readonly clock = new FakeClock();
  readonly counters: CounterStore;
  readonly #scripts = new Map<string, Script[]>();
  #tokens = 0;

  constructor(counters: CounterStore = memoryCounters()) {
    this.counters = counters;
    this.on("gettoken", () => ({ errcode: 0, access_token: `TOKEN-${++this.#tokens}-TOKEN`, expires_in: 7_200 }));
  }

  on(api: string, ...scripts: Script[]): this {
    this.#scripts.set(api, scripts);
    return this;
  }

  of(api: string): SeenCall[] {
    return this.calls.filter((call) => call.api === api);
  }

  client(options: Partial<WecomClientOptions> = {}) {
    return createWecomClient({
      apps: [APP],
      fetch: this.fetch,
      clock: this.clock,
      random: () => 0.5,
      counters: this.counters,
      log: (entry) => this.log.push(entry),
      ...options,
    });
  }

  app(options: Partial<WecomClientOptions> = {}) {
    return this.client(options).app("main");
  }

  readonly fetch: WecomFetch = async (url, { method, body, signal }) => {
    const { pathname, searchParams } = new URL(url);
    const api = pathname.replace("/cgi-bin/", "");
    const call: SeenCall = {
      api,
      method,
      query: searchParams,
      body: typeof body === "string" ? JSON.parse(body) : {},
      form: body instanceof FormData ? body : undefined,
      at: this.clock.now(),
    };
    this.calls.push(call);
    const scripts = this.#scripts.get(api) ?? [{ errcode: 0, errmsg: "ok" }];
    const script = scripts.length > 1 ? scripts.shift() : scripts[0];
    const reply = typeof script === "function" ? await script(call) : script;
    if (reply === undefined || reply === "hang") {
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
    }
    if (reply instanceof Error) throw reply;
    if ("http" in reply && typeof reply.http === "number") {
      return { status: reply.http, text: async () => String(reply.text) };
    }
    return { status: 200, text: async () => JSON.stringify(reply) };
  };
}

/** What a call ends with, as a value. */
export const ending = <T>(work: Promise<T>): Promise<T | Error> =>
  work.catch((error: unknown) => {
    if (error instanceof Error) return error;
    throw error;
  });
