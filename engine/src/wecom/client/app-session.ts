import { createHash } from "node:crypto";
import { DAY_MS } from "../../core/time/index.js";
import type { CounterStore } from "./counter-store.js";
import { ExpiringValue, type Loaded } from "./expiring-value.js";
import type { WecomClock } from "./wecom-clock.js";
import { WecomError } from "./wecom-error.js";

/** One app of one corp, as the settings hold it. */
export interface WecomAppConfig {
  /** Our own name of it: in logs, errors and `client.app(id)`. */
  readonly id: string;
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: string;
  /** How many accounts the corp may have: app messages a day are 200 times that. Absent: not limited by us. */
  readonly accounts?: number;
}

export type WecomAppState =
  | { readonly state: "ready" }
  /** WeCom refused the corp id or secret; no call is made until `reconfigure` or `resume`. */
  | { readonly state: "stopped"; readonly since: number; readonly code?: number; readonly hint: WecomError["hint"] };

export interface SessionParts {
  readonly clock: WecomClock;
  readonly store: CounterStore;
  /** Fetches a fresh token or ticket of this session; fails with `WecomError`. */
  readonly load: (session: AppSession, what: "token" | "corpTicket" | "appTicket") => Promise<Loaded>;
  readonly onTrouble: (key: string, error: unknown) => void;
}

/** How long a refused secret is remembered. Whoever corrects nothing for a year is asked again. */
const REMEMBER_MS = 365 * DAY_MS;

const STOPPED_HINT = {
  zh: "企业微信拒绝了该应用的企业 ID 或 Secret，调用已停止：请在设置中更正后再启用",
  en: "WeCom refused this app's corp id or secret, so calls are stopped: correct it in the settings",
};

/** What the client remembers of one app: its token, its tickets, and whether WeCom refused its secret. */
export class AppSession {
  readonly #parts: SessionParts;
  #config: WecomAppConfig;
  #state: WecomAppState = { state: "ready" };
  #opened: Promise<void> | undefined;
  readonly token: ExpiringValue;
  readonly corpTicket: ExpiringValue;
  readonly appTicket: ExpiringValue;

  constructor(config: WecomAppConfig, parts: SessionParts) {
    this.#config = config;
    this.#parts = parts;
    const value = (what: "token" | "corpTicket" | "appTicket") =>
      new ExpiringValue(parts.clock, () => parts.load(this, what));
    this.token = value("token");
    this.corpTicket = value("corpTicket");
    this.appTicket = value("appTicket");
  }

  get config(): WecomAppConfig {
    return this.#config;
  }

  get state(): WecomAppState {
    return this.#state;
  }

  /** Throws while calls are stopped. A secret that was refused before a restart is not tried again. */
  async assertReady(api: string): Promise<void> {
    this.#opened ??= this.#recall();
    await this.#opened;
    if (this.#state.state === "ready") return;
    const { code } = this.#state;
    throw new WecomError({ api, appId: this.#config.id, class: "stopped", code, hint: STOPPED_HINT, retryable: false });
  }

  async stop(error: WecomError): Promise<void> {
    if (this.#state.state === "stopped") return;
    const since = this.#parts.clock.now();
    this.#state = { state: "stopped", since, hint: error.hint, ...(error.code !== undefined && { code: error.code }) };
    this.#forget();
    const value = JSON.stringify({ secret: this.#fingerprint(), since, code: error.code });
    await this.#save(value, since + REMEMBER_MS);
  }

  /** Takes a corrected configuration; calls go on. */
  async reconfigure(config: WecomAppConfig): Promise<void> {
    this.#forget();
    this.#config = config;
    await this.resume();
  }

  /** Tries the same secret again, because a person says so: an app may have been disabled for a while. */
  async resume(): Promise<void> {
    this.#state = { state: "ready" };
    this.#opened = Promise.resolve();
    await this.#save("{}", this.#parts.clock.now());
  }

  /** Everything that may never be seen in a log or an error. */
  redact(text: string): string {
    const { secret } = this.#config;
    const hidden = [secret, ...this.#shown].filter((one) => one !== "");
    return hidden.reduce((rest, one) => rest.replaceAll(one, "***"), text).slice(0, 300);
  }

  /** Tokens that were used, the last few: an error text may quote them. */
  #shown: string[] = [];
  noteShown(token: string): void {
    if (!this.#shown.includes(token)) this.#shown = [...this.#shown.slice(-3), token];
  }

  #forget(): void {
    for (const value of [this.token, this.corpTicket, this.appTicket]) value.reset();
  }

  async #recall(): Promise<void> {
    try {
      const saved: unknown = JSON.parse((await this.#parts.store.load(this.#key())) ?? "{}");
      if (typeof saved !== "object" || saved === null || !("secret" in saved)) return;
      if (saved.secret !== this.#fingerprint() || this.#state.state !== "ready") return;
      const since = "since" in saved && typeof saved.since === "number" ? saved.since : 0;
      const code = "code" in saved && typeof saved.code === "number" ? { code: saved.code } : {};
      this.#state = { state: "stopped", since, ...code, hint: STOPPED_HINT };
    } catch (error) {
      this.#parts.onTrouble(this.#key(), error);
    }
  }

  async #save(value: string, until: number): Promise<void> {
    await this.#parts.store
      .save(this.#key(), value, until)
      .catch((error: unknown) => this.#parts.onTrouble(this.#key(), error));
  }

  #key(): string {
    return `stopped/${this.#config.corpId}/${this.#config.agentId}`;
  }

  /** Tells secrets apart without keeping them. */
  #fingerprint(): string {
    const { corpId, secret } = this.#config;
    return createHash("sha256").update(`${corpId}\n${secret}`).digest("hex").slice(0, 32);
  }
}
