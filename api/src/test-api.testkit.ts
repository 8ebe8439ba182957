import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createEngine,
  createFlowService,
  instantWaker,
  openSqliteStore,
  type Role,
  type Scope,
  type SopEngine,
  type Store,
  VirtualClock,
} from "@sopflow/engine";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { createKey } from "./access/api-keys.js";
import { SESSION_COOKIE } from "./access/sessions.js";
import { makeSignInLink } from "./access/sign-in-links.js";
import { type AppOptions, buildApp } from "./app.js";
import type { Api } from "./http.js";
import { WecomHost } from "./wecom/wecom-host.js";

/** 2026-06-01 10:00 in Shanghai. */
export const NOON = Date.UTC(2026, 5, 1, 2);

/** How a browser of ours sends a change. */
export const FROM_OUR_PAGE = { "sec-fetch-site": "same-origin", "x-sopflow": "1" };

export interface TestApi {
  readonly app: Api;
  readonly store: Store;
  readonly engine: SopEngine;
  readonly clock: VirtualClock;
  /** Not started. */
  readonly wecom: WecomHost;
  /** Sends a request with an API key of these scopes. */
  as(...scopes: Scope[]): Caller;
  /** Sends a request as a signed-in person, from our own page. */
  signedIn(role: Role, advisorId?: string): Promise<Caller>;
  close(): Promise<void>;
}

export interface Caller {
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  post(url: string, body?: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  put(url: string, body?: unknown, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  delete(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
}

/** A server over a store of its own in a temporary folder; time stands still until the test moves it. */
export async function startTestApi(options: Partial<AppOptions> = {}): Promise<TestApi> {
  const folder = mkdtempSync(join(tmpdir(), "sopflow-api-"));
  const store = openSqliteStore({ file: join(folder, "sopflow.db") });
  const clock = new VirtualClock(NOON);
  const engine = createEngine({ store, clock, waker: instantWaker });
  const flows = createFlowService({ store, engine, clock });
  const parts = { store, engine, clock, waker: instantWaker, filesFolder: join(folder, "files") };
  const wecom = new WecomHost({ ...parts, logger: { info() {}, warn() {}, error() {} } });
  const app = await buildApp({ ...parts, flows, wecom, ...options });
  const keys = new Map<string, string>();
  const keyOf = async (scopes: readonly Scope[]) => {
    const name = scopes.join("+");
    const secret = keys.get(name) ?? (await createKey(store, { name, scopes }, NOON)).secret;
    keys.set(name, secret);
    return secret;
  };
  return {
    app,
    store,
    engine,
    clock,
    wecom,
    as: (...scopes) => callerWith(app, async () => ({ authorization: `Bearer ${await keyOf(scopes)}` })),
    async signedIn(role, advisorId) {
      const person = { userId: advisorId ?? role, role, ...(advisorId !== undefined && { advisorId }) };
      const { token: link } = await makeSignInLink(store, person, clock.now());
      const opened = await app.inject({ method: "POST", url: "/v1/session", payload: { link } });
      const cookie = opened.cookies.find(({ name }) => name === SESSION_COOKIE);
      return callerWith(app, async () => ({ cookie: `${SESSION_COOKIE}=${cookie?.value}`, ...FROM_OUR_PAGE }));
    },
    async close() {
      await wecom.stop();
      await app.close();
      await engine.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function callerWith(app: Api, credentials: () => Promise<Record<string, string>>): Caller {
  const send = async (method: "GET" | "POST" | "PUT" | "DELETE", url: string, payload: unknown, headers = {}) => {
    const options: InjectOptions = { method, url, headers: { ...(await credentials()), ...headers } };
    return app.inject(payload === undefined ? options : { ...options, payload: payload as object }); // JSON, or text with its own content type
  };
  return {
    get: (url, headers) => send("GET", url, undefined, headers),
    post: (url, body, headers) => send("POST", url, body, headers),
    put: (url, body, headers) => send("PUT", url, body, headers),
    delete: (url, headers) => send("DELETE", url, undefined, headers),
  };
}
