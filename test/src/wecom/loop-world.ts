import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createEngine,
  createWecomSim,
  instantWaker,
  openSqliteStore,
  type SimAct,
  type SopEngine,
  type Store,
  VirtualClock,
  type WecomSim,
} from "@sopflow/engine";
import { compileFlow } from "@sopflow/engine/core";
import { type WecomFetch, WecomService } from "@sopflow/engine/wecom";
import {
  advisorSchema,
  brandSettingsSchema,
  type FlowFile,
  flowSchema,
  type JsonObject,
  type Task,
} from "@sopflow/schemas";

export const CORP_ID = "wwtestcorp00000001";
const AGENT_ID = 1_000_002;
const CALLBACK = { token: "token", encodingAesKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG" };
const STEP_MS = 1_000;

const logger = { info() {}, warn() {}, error() {} };

/** The product and the simulated WeCom on one clock, in one process, over a real SQLite file. */
export class LoopWorld {
  readonly #folder = mkdtempSync(join(tmpdir(), "sopflow-wecom-"));
  readonly clock: VirtualClock;
  readonly sim: WecomSim;
  store: Store;
  engine: SopEngine;
  service: WecomService;
  /** What goes wrong when WeCom calls us: 0 = no answer. Default: our own answer. */
  answerCallback: ((nth: number) => number | undefined) | undefined;
  #callbacks = 0;

  private constructor(now: number, seed: string) {
    this.clock = new VirtualClock(now);
    this.sim = createWecomSim({
      seed,
      corps: [
        {
          corpid: CORP_ID,
          apps: [{ agentid: AGENT_ID, secret: "right", callback: { url: "http://127.0.0.1:9/callback", ...CALLBACK } }],
          members: [
            { userid: "Amy", name: "小艾" },
            { userid: "bob", name: "小波" },
          ],
        },
      ],
    });
    this.store = openSqliteStore({ file: this.#file });
    this.engine = this.#newEngine();
    this.service = this.#newService();
  }

  get #file(): string {
    return join(this.#folder, "sopflow.db");
  }

  static async create(now: number, flows: readonly FlowFile[], seed = "loop"): Promise<LoopWorld> {
    const world = new LoopWorld(now, seed);
    await world.store.brand.saveSettings(brandSettingsSchema.parse({}));
    // WeCom's ids are compared without case: the advisor is `amy` here and `Amy` there.
    await world.store.brand.saveAdvisors(
      [
        { id: "amy", name: "小艾", wecomUserId: "Amy" },
        { id: "bob", name: "小波" },
      ].map((advisor) => advisorSchema.parse(advisor)),
    );
    for (const file of flows) {
      const flow = flowSchema.parse(file);
      const { compiled, diagnostics } = compileFlow(flow, { version: 1 });
      if (!compiled) throw new Error(diagnostics.map((d) => `${d.code} ${d.path}: ${d.message.en}`).join("\n"));
      await world.store.flows.publish({
        flowId: flow.id,
        version: 1,
        flow,
        compiled,
        publishedAt: now,
        publishedBy: "t",
      });
    }
    await world.settle();
    return world;
  }

  /** Lets time go on in steps of a second, everything at work, until `at`. */
  async passTo(at: number, stepMs = STEP_MS): Promise<void> {
    while (this.clock.now() < at) {
      await this.settle();
      this.clock.set(Math.min(at, Math.max(this.clock.now() + 1, this.clock.now() + stepMs)));
    }
    await this.settle();
  }

  passMs(ms: number, stepMs = STEP_MS): Promise<void> {
    return this.passTo(this.clock.now() + ms, stepMs);
  }

  /** Everything that is due now, on both sides. */
  async settle(): Promise<void> {
    await this.carryCallbacks();
    await this.engine.runUntilIdle();
    await this.service.runDue();
    await this.engine.runUntilIdle();
    await this.service.runDue();
  }

  /** WeCom's callbacks that are due reach us, or not. */
  async carryCallbacks(): Promise<void> {
    for (const request of this.sim.takeCallbacks(this.clock.now())) {
      const { searchParams } = new URL(request.url);
      const wanted = this.answerCallback?.(++this.#callbacks);
      if (wanted !== undefined) {
        this.sim.settleCallback(request.id, { status: wanted, now: this.clock.now() });
        continue;
      }
      const body = await this.service.take(Object.fromEntries(searchParams), request.body);
      this.sim.settleCallback(request.id, { status: 200, body, now: this.clock.now() });
    }
  }

  act(act: SimAct): JsonObject {
    return this.sim.act(act, this.clock.now()).result;
  }

  /** A person scans a channel's code; their external user id. */
  scan(state: string, name: string, users: readonly string[] = ["Amy"]): string {
    this.act({ type: "admin.contactWay", state, users });
    return String(this.act({ type: "customer.scan", state, name }).externalUserid);
  }

  /** An order of the shop, posted as the shop does. */
  async pay(externalUserId: string, orderId: string): Promise<void> {
    const event = {
      id: orderId,
      source: "shop",
      type: "order.paid",
      customer: { idType: "external_userid", value: externalUserId },
      at: new Date(this.clock.now()).toISOString(),
      props: { orderId, amount: 19_900, items: [] },
    };
    const [answer] = await this.engine.post([event], { origin: "intake" });
    if (answer?.status === "rejected") throw new Error(answer.message.en);
  }

  async tasks(): Promise<Task[]> {
    return this.store.tasks.query({ limit: 1_000 });
  }

  /** Types of everything in the log of a customer, oldest first. */
  async story(externalUserId: string): Promise<string[]> {
    const id = await this.store.customers.resolve("external_userid", externalUserId);
    const log = await this.store.log.byCustomer(id ?? "", { limit: 500 });
    return log.map(({ type }) => type).reverse();
  }

  /** Calls that reached WeCom and were carried out, of one interface. */
  done(api: string): number {
    return this.sim.state.journal.filter((one) => one.path === `/cgi-bin/${api}` && one.applied).length;
  }

  /** Another process takes over. */
  async restart(): Promise<void> {
    await this.store.close();
    this.store = openSqliteStore({ file: this.#file });
    this.engine = this.#newEngine();
    this.service = this.#newService();
  }

  async dispose(): Promise<void> {
    await this.store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #newEngine(): SopEngine {
    return createEngine({ store: this.store, clock: this.clock, waker: instantWaker });
  }

  #newService(): WecomService {
    const service = new WecomService({
      store: this.store,
      engine: this.engine,
      clock: this.clock,
      waker: instantWaker,
      logger,
      readFile: async () => undefined,
      fetch: (url, init) => this.#answer(url, init),
      wecomClock: { now: () => this.clock.now(), sleep: (ms, signal) => this.#sleep(ms, signal) },
      random: () => 0.5,
      app: {
        corpId: CORP_ID,
        agentId: AGENT_ID,
        secret: "right",
        callbackToken: CALLBACK.token,
        callbackAesKey: CALLBACK.encodingAesKey,
        origin: "https://sop.example",
        enabled: true,
        savedAt: 0,
      },
    });
    this.engine.onCommit((summary) => service.notice(summary));
    return service;
  }

  /** A wait before the next try takes its time; one that guards a call ends with the call. */
  #sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    if (signal) return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    this.clock.advance(ms);
    return Promise.resolve();
  }

  /** The simulator in place of the network. */
  async #answer(url: string, init: Parameters<WecomFetch>[1]): Promise<Response> {
    const { pathname, searchParams } = new URL(url);
    const { status, body, lost } = this.sim.handle({
      method: init.method,
      path: pathname,
      query: Object.fromEntries(searchParams),
      body: typeof init.body === "string" ? init.body : undefined,
      now: this.clock.now(),
      ip: "127.0.0.1",
    });
    if (lost === "closed") throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } });
    if (lost === "timeout") throw new DOMException("The operation timed out", "TimeoutError");
    return Response.json(body, { status });
  }
}
