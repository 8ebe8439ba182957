import type { Advisor, ChatMessage, Material } from "@sopflow/schemas";
import { HOUR_MS, localDayNumber, localMinuteOfDay } from "../../core/time/index.js";
import type { Store } from "../../store/index.js";
import type { Clock, CommitSummary, EngineLogger, SopEngine, Waker } from "../../worker/index.js";
import { type CallbackQuery, WECOM_ID_TYPE } from "../callbacks/index.js";
import {
  createWecomClient,
  forgetOldCounters,
  recordCounters,
  systemWecomClock,
  type WecomApp,
  type WecomClock,
  type WecomFetch,
} from "../client/index.js";
import type { CallbackSecrets } from "../crypto/index.js";
import { Delivery } from "../delivery/delivery.js";
import type { DeliveryPace } from "../delivery/pace.js";
import { HandOvers } from "../hand-over/hand-overs.js";
import { type Reconciliation, reconcile, reconciliationRecords } from "../sync/reconcile.js";
import { syncChat } from "../sync/sync-chats.js";
import { syncContact } from "../sync/sync-contact.js";
import type { SyncParts } from "../sync/sync-parts.js";
import { syncTags } from "../sync/tag-ids.js";
import { TagMarks } from "../sync/tag-marks.js";
import { Welcomes } from "../welcome/welcomes.js";
import { createAttachments } from "./attachments.js";
import { CallbackIntake } from "./callback-intake.js";
import { callsOfApp, saying } from "./calls-of-app.js";
import { createChatVersions } from "./chat-versions.js";
import { type ConnectionScope, MAIN_CONNECTION, storeOfConnection } from "./connection-store.js";
import { Refetches, type RefetchKind } from "./refetches.js";
import type { WecomAppRecord } from "./wecom-apps.js";

/** When the nightly reconciliation runs, minutes of the brand's day. */
const RECONCILE_MINUTE = 3 * 60 + 30;

/** The advisor's list; where there are several connections it names the one to sign in through. */
export const listUrlOf = (origin: string, id: string = MAIN_CONNECTION): string =>
  `${origin}/advisor${id === MAIN_CONNECTION ? "" : `?wecom=${id}`}`;

/** How calls end day in, day out: done, asked again in a moment, or a customer who may not be sent to. */
const EXPECTED: ReadonlySet<string> = new Set(["ok", "conflict", "quota", "notFriend"]);

export interface WecomServiceOptions {
  readonly store: Store;
  readonly engine: SopEngine;
  readonly clock: Clock;
  readonly waker: Waker;
  readonly logger: EngineLogger;
  readonly app: WecomAppRecord;
  /** Where there are several connections: which of them this is. Default: the only one. */
  readonly scope?: ConnectionScope;
  readonly readFile: (url: string) => Promise<Uint8Array | undefined>;
  /** The path by which a customer opens a file of ours without signing in; undefined for what is none of ours. */
  readonly shareFile?: (url: string) => Promise<string | undefined>;
  /** Default: `WECOM_PACE`. */
  readonly pace?: DeliveryPace;
  readonly fetch?: WecomFetch;
  /** How the client waits; default: really. */
  readonly wecomClock?: WecomClock;
  /** 0–1, for jitter. */
  readonly random?: () => number;
}

/**
 * Everything between one WeCom app and the product: callbacks in; cards, group sends, welcomes and tags out; and the
 * nightly comparison that repairs what callbacks lost.
 */
export class WecomService {
  readonly app: WecomApp;
  readonly delivery: Delivery;
  readonly handOvers: HandOvers;
  readonly #options: WecomServiceOptions;
  readonly #secrets: CallbackSecrets;
  readonly #sync: SyncParts;
  readonly #welcomes: Welcomes;
  readonly #refetches: Refetches;
  readonly #marks: TagMarks;
  readonly #intake: CallbackIntake;
  readonly #attachments;
  #isRunning = false;
  #loop: Promise<void> = Promise.resolve();
  #isTurning = false;
  #stops: (() => void)[] = [];
  #reconciling: Promise<Reconciliation> | undefined;

  constructor(given: WecomServiceOptions) {
    const { scope } = given;
    const options = scope ? { ...given, store: storeOfConnection(given.store, scope) } : given;
    this.#options = options;
    const { store, engine, clock, waker, logger, app: config, readFile } = options;
    const { origin } = config;
    const now = () => clock.now();
    const client = createWecomClient({
      apps: [{ id: "main", corpId: config.corpId, agentId: config.agentId, secret: config.secret }],
      ...(config.baseUrl === undefined ? {} : { baseUrl: config.baseUrl }),
      ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
      ...(options.random === undefined ? {} : { random: options.random }),
      clock: options.wecomClock ?? systemWecomClock,
      counters: recordCounters(store.records),
      log: (entry) => logger[EXPECTED.has(entry.outcome) ? "info" : "warn"]({ wecom: entry }, "a call to WeCom"),
    });
    this.app = client.app("main");
    this.#secrets = { token: config.callbackToken, encodingAesKey: config.callbackAesKey, receiveId: config.corpId };
    this.#attachments = createAttachments({
      records: store.records,
      app: this.app,
      now,
      readFile,
      origin,
      shareFile: options.shareFile,
    });
    const calls = callsOfApp(this.app, this.#attachments, now);
    const pace = options.pace === undefined ? {} : { pace: options.pace };
    this.delivery = new Delivery({
      store,
      engine,
      calls,
      clock,
      waker,
      listUrl: listUrlOf(origin, scope?.id),
      logger,
      ...pace,
      ...(scope && { owns: scope.owns }),
    });
    this.#sync = { store, engine, app: this.app, now, logger };
    this.#welcomes = new Welcomes({
      store,
      engine,
      clock,
      logger,
      send: (code, text, materials) =>
        saying(async () => {
          const attachments = await this.#attachments.of(materials);
          const attached = attachments.length > 0 ? { attachments } : {};
          await this.app.welcome.send({ welcome_code: code, text: { content: text }, ...attached });
        }),
    });
    this.#refetches = new Refetches({
      records: store.records,
      now,
      logger,
      fetch: (kind, target) => this.#fetch(kind, target),
    });
    this.#marks = new TagMarks({ ...this.#sync, userIdOf: (advisorId) => this.delivery.userIdOf(advisorId) });
    this.handOvers = new HandOvers({ ...this.#sync, userIdOf: (advisorId) => this.#userIdOf(advisorId) });
    this.#intake = new CallbackIntake({
      store,
      engine,
      now,
      logger,
      welcomes: this.#welcomes,
      refetches: this.#refetches,
      chats: createChatVersions(store.records),
      press: (press) => this.delivery.press(press),
    });
  }

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.delivery.start();
    this.#stops = [
      this.#options.engine.onCommit((summary) => this.notice(summary)),
      this.#options.waker.everySecond(() => this.#turn()),
    ];
  }

  /** Something was committed: its tasks and customers are looked at in the next turn. */
  notice({ taskIds, customerIds }: Pick<CommitSummary, "taskIds" | "customerIds">): void {
    this.delivery.notice(taskIds);
    this.#marks.notice(customerIds);
  }

  /** Ends when the calls in flight have ended. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    for (const stop of this.#stops.splice(0)) stop();
    await this.delivery.stop();
    await this.#loop;
    await this.#reconciling?.catch(() => {});
  }

  /** The text to answer WeCom's check of the callback URL with. Throws `WecomCryptoError`. */
  verify(query: CallbackQuery): string {
    return this.#intake.verify(this.#secrets, query);
  }

  /** Takes a callback in, durably; gives the body to answer with. Throws `WecomCryptoError`. */
  take(query: CallbackQuery, body: string): Promise<string> {
    return this.#intake.take(this.#secrets, query, body);
  }

  /** Advisors of its corp. */
  advisors(): Promise<Advisor[]> {
    return this.#options.store.brand.advisors();
  }

  /** Those whose tasks go out through it. */
  async ownAdvisors(): Promise<Advisor[]> {
    const { owns = () => true } = this.#options.scope ?? {};
    return (await this.advisors()).filter(owns);
  }

  /** Who signed in with a code of OAuth: WeCom's user id; undefined for who is no member. Rejects with `WecomError`. */
  async memberOf(code: string): Promise<string | undefined> {
    return (await this.app.signIn.userInfo({ code })).userid;
  }

  /**
   * A material as the side bar sends it, uploaded where it must be; undefined for what cannot be sent. Rejects with
   * `WecomError`.
   */
  chatMessageOf(material: Material): Promise<ChatMessage | undefined> {
    return this.#attachments.asChatMessage(material);
  }

  /** Compares everything with WeCom now; one at a time. */
  reconcileNow(): Promise<Reconciliation> {
    this.#reconciling ??= reconcile(this.#sync).finally(() => {
      this.#reconciling = undefined;
    });
    return this.#reconciling;
  }

  /** Does what is due by the clock. For tests, and at each turn. */
  async runDue(): Promise<void> {
    await this.#welcomes.serveDue();
    await this.#refetches.serveDue();
    await this.#marks.serveDue();
    await this.handOvers.serveDue();
    await this.delivery.runDue();
    await this.#tidy();
  }

  /** WeCom's id of an advisor, also of one who is away: a leaver's customers are handed over. */
  async #userIdOf(advisorId: string): Promise<string | undefined> {
    const advisor = (await this.#options.store.brand.advisors()).find(({ id }) => id === advisorId);
    return advisor && (advisor.wecomUserId ?? advisor.id);
  }

  #turn(): void {
    if (!this.#isRunning || this.#isTurning) return;
    this.#isTurning = true;
    this.#loop = this.#guardedTurn().finally(() => {
      this.#isTurning = false;
    });
  }

  async #guardedTurn(): Promise<void> {
    try {
      await this.#welcomes.serveDue();
      await this.#refetches.serveDue();
      await this.#marks.serveDue();
      await this.handOvers.serveDue();
      await this.#tidy();
      await this.#reconcileNightly();
    } catch (error) {
      this.#options.logger.error({ err: error }, "the work with WeCom stumbled and goes on");
    }
  }

  #tidiedAt = 0;
  async #tidy(): Promise<void> {
    const now = this.#options.clock.now();
    if (now - this.#tidiedAt < HOUR_MS) return;
    this.#tidiedAt = now;
    await forgetOldCounters(this.#options.store.records, now);
    await this.#attachments.forgetOld();
  }

  async #reconcileNightly(): Promise<void> {
    const { store, clock, logger } = this.#options;
    const now = clock.now();
    const zone = (await store.brand.settings())?.timezone ?? "Asia/Shanghai";
    const minute = localMinuteOfDay(zone, now);
    if (this.#reconciling || minute < RECONCILE_MINUTE || minute >= RECONCILE_MINUTE + 60) return;
    const last = (await reconciliationRecords({ store }).get("latest"))?.doc;
    if (last && localDayNumber(zone, last.startedAt) === localDayNumber(zone, now)) return;
    // Not awaited: it takes minutes, and tasks go on meanwhile.
    void this.reconcileNow().then(
      (report) => logger.info({ report }, "compared with WeCom"),
      (error) => logger.error({ err: error }, "the comparison with WeCom broke off"),
    );
  }

  async #fetch(kind: RefetchKind, target: string): Promise<void> {
    if (kind === "contact") {
      await syncContact(this.#sync, target);
      const customerId = await this.#options.store.customers.resolve(WECOM_ID_TYPE, target);
      if (customerId !== undefined) await this.handOvers.hurry(target, customerId);
    } else if (kind === "chat") await syncChat(this.#sync, target);
    else await syncTags(this.#sync);
  }
}
