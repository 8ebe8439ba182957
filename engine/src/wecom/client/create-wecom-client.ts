import { AppSession, type WecomAppConfig, type WecomAppState } from "./app-session.js";
import type { CallLog } from "./call-log.js";
import { CallPipeline } from "./call-pipeline.js";
import { type CounterStore, memoryCounters } from "./counter-store.js";
import { GET_APP_TICKET, GET_CORP_TICKET, GET_TOKEN } from "./endpoints/session-endpoints.js";
import type { Loaded } from "./expiring-value.js";
import { DEFAULT_WECOM_LIMITS, type WecomLimits } from "./limits.js";
import { RateBudget } from "./rate-budget.js";
import type { WecomFetch } from "./transport.js";
import { createWecomApp, type WecomApp } from "./wecom-app.js";
import { systemWecomClock, type WecomClock } from "./wecom-clock.js";

export const WECOM_BASE_URL = "https://qyapi.weixin.qq.com";

export interface WecomClientOptions {
  readonly apps: readonly WecomAppConfig[];
  /** Default: WeCom itself. A simulator has its own address. */
  readonly baseUrl?: string;
  readonly fetch?: WecomFetch;
  readonly clock?: WecomClock;
  /** From 0 to 1: jitter and nonces, neither of them secret. Default: Math.random. */
  readonly random?: () => number;
  /** Counts that outlive a restart. Default: forgotten with the process. */
  readonly counters?: CounterStore;
  /** Changes to WeCom's own limits. */
  readonly limits?: Partial<WecomLimits>;
  /** Every attempt, without secrets. */
  readonly log?: CallLog;
  /** The counter store failed; calls go on. */
  readonly onCounterTrouble?: (key: string, error: unknown) => void;
}

export interface WecomClient {
  /** The app of that id. Throws RangeError when there is none. */
  app(id: string): WecomApp;
  readonly apps: readonly WecomApp[];
  states(): Record<string, WecomAppState>;
  /** Adds an app, or takes its corrected configuration; calls that were stopped go on. */
  configure(config: WecomAppConfig): Promise<void>;
  /** Tries a stopped app's secret again, because a person says that it is right now. */
  resume(id: string): Promise<void>;
  /** Forgets an app and its token. */
  remove(id: string): void;
}

/** A client of WeCom's server API for any number of corps and apps, which share limits where WeCom counts them together. */
export function createWecomClient(options: WecomClientOptions): WecomClient {
  const clock = options.clock ?? systemWecomClock;
  const random = options.random ?? Math.random;
  const store = options.counters ?? memoryCounters();
  const limits: WecomLimits = { ...DEFAULT_WECOM_LIMITS, ...options.limits };
  const onTrouble = options.onCounterTrouble ?? (() => {});
  const pipeline = new CallPipeline({
    baseUrl: (options.baseUrl ?? WECOM_BASE_URL).replace(/\/+$/, ""),
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    clock,
    random,
    limits,
    budget: new RateBudget({ clock, store, onTrouble }),
    log: options.log ?? (() => {}),
  });

  const load = async (session: AppSession, what: "token" | "corpTicket" | "appTicket"): Promise<Loaded> => {
    if (what === "token") {
      const { corpId, secret } = session.config;
      const answer = await pipeline.call(session, GET_TOKEN, { corpid: corpId, corpsecret: secret });
      return { value: answer.access_token, expiresInS: answer.expires_in };
    }
    const answer = await pipeline.call(session, what === "corpTicket" ? GET_CORP_TICKET : GET_APP_TICKET, {});
    return { value: answer.ticket, expiresInS: answer.expires_in };
  };

  const held = new Map<string, { readonly session: AppSession; readonly app: WecomApp }>();
  const add = (config: WecomAppConfig) => {
    const session = new AppSession(config, { clock, store, load, onTrouble });
    held.set(config.id, {
      session,
      app: createWecomApp(session, { pipeline, clock, limits, nonce: () => nonceOf(random) }),
    });
  };
  const holding = (id: string) => {
    const found = held.get(id);
    if (!found) throw new RangeError(`no WeCom app is called "${id}": configure it first`);
    return found;
  };
  for (const config of options.apps) {
    if (held.has(config.id)) throw new RangeError(`two WeCom apps are called "${config.id}"`);
    add(config);
  }

  return {
    app: (id) => holding(id).app,
    get apps() {
      return [...held.values()].map(({ app }) => app);
    },
    states: () => Object.fromEntries([...held].map(([id, { session }]) => [id, session.state])),
    async configure(config) {
      const known = held.get(config.id);
      if (known) await known.session.reconfigure(config);
      else add(config);
    },
    resume: (id) => holding(id).session.resume(),
    remove(id) {
      held.delete(id);
    },
  };
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const nonceOf = (random: () => number): string =>
  Array.from({ length: 16 }, () => LETTERS[Math.floor(random() * LETTERS.length)] ?? "A").join("");
