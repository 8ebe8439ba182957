import type { FlowFile, JsonObject } from "@sopflow/schemas";
import { EngineWorld } from "../../worker/engine.testkit.js";
import { instantWaker } from "../../worker/index.js";
import type { AdvisorCard } from "./advisor-card.js";
import { Delivery, EXTERNAL_ID_TYPE } from "./delivery.js";
import { CallError, type CallFailure, type GroupSendResult, type WecomCalls } from "./wecom-calls.js";

interface FakeSend {
  readonly msgid: string;
  readonly sender: string;
  readonly externalUserIds: readonly string[];
  readonly text: string;
  readonly createdAt: number;
  confirmedAt?: number;
  results: GroupSendResult[];
  reminders: number;
  cancelled: boolean;
}

/** WeCom as delivery sees it: what was sent is kept, and the next calls can be made to fail. */
export class FakeWecom implements WecomCalls {
  readonly shown: { userId: string; cardId: string; card: AdvisorCard }[] = [];
  readonly closed: { word: string; responseCode: string }[] = [];
  readonly sends: FakeSend[] = [];
  /** Each call takes the first: how it fails, and whether it is done all the same. */
  failures: { readonly failure: CallFailure; readonly isDone?: boolean; readonly code?: number }[] = [];
  now = () => 0;

  async sendCard(userId: string, cardId: string, card: AdvisorCard) {
    const isNew = !this.shown.some((one) => one.cardId === cardId);
    return this.#answer(() => {
      if (isNew) this.shown.push({ userId, cardId, card });
      return isNew ? { responseCode: `code-${this.shown.length}` } : {};
    });
  }

  async closeCard(_userId: string, responseCode: string, word: string) {
    this.#answer(() => this.closed.push({ word, responseCode }));
  }

  async createGroupSend(send: { sender: string; externalUserIds: readonly string[]; text: string }) {
    return this.#answer(() => {
      const msgid = `msg-${this.sends.length + 1}`;
      this.sends.push({ ...send, msgid, createdAt: this.now(), results: [], reminders: 0, cancelled: false });
      return { msgid, failed: [] };
    });
  }

  async findGroupSend(sender: string, text: string, since: number) {
    return this.#answer(
      () => this.sends.find((one) => one.sender === sender && one.text === text && one.createdAt >= since)?.msgid,
    );
  }

  async groupSendConfirmedAt(msgid: string) {
    return this.#answer(() => this.send(msgid).confirmedAt);
  }

  async groupSendResults(msgid: string) {
    return this.#answer(() => this.send(msgid).results);
  }

  async remindGroupSend(msgid: string) {
    this.#answer(() => {
      this.send(msgid).reminders += 1;
    });
  }

  async cancelGroupSend(msgid: string) {
    this.#answer(() => {
      this.send(msgid).cancelled = true;
    });
  }

  readonly moments: { userId: string; text: string; published: boolean; cancelled: boolean }[] = [];

  async createMoment(userId: string, text: string) {
    return this.#answer(() => `${this.moments.push({ userId, text, published: false, cancelled: false }) - 1}`);
  }

  async momentOfJob(jobId: string) {
    return this.#answer(() => jobId);
  }

  async isPublished(momentId: string) {
    return this.#answer(() => this.moments[Number(momentId)]?.published ?? false);
  }

  async cancelMoment(momentId: string) {
    this.#answer(() => {
      const moment = this.moments[Number(momentId)];
      if (moment) moment.cancelled = true;
    });
  }

  send(msgid: string): FakeSend {
    const found = this.sends.find((one) => one.msgid === msgid);
    if (!found) throw new Error(`no group send ${msgid}`);
    return found;
  }

  /** The advisor confirms a group send; who is not named gets it. */
  confirm(msgid: string, at: number, others: Record<string, GroupSendResult["status"]> = {}): void {
    const send = this.send(msgid);
    send.confirmedAt = at;
    send.results = send.externalUserIds.map((externalUserId) => ({
      externalUserId,
      status: others[externalUserId] ?? "sent",
      sentAt: at,
    }));
  }

  #answer<T>(act: () => T): T {
    const failure = this.failures.shift();
    if (!failure) return act();
    if (failure.isDone) act();
    throw new CallError(
      failure.failure,
      "the test wants it so",
      failure.code === undefined ? {} : { code: failure.code },
    );
  }
}

/** An engine, its delivery and a WeCom, on one clock. */
export class DeliveryWorld {
  readonly wecom = new FakeWecom();
  delivery: Delivery;

  private constructor(readonly engine: EngineWorld) {
    this.wecom.now = () => engine.clock.now();
    this.delivery = this.#newDelivery();
  }

  static async create(now: number, flows: readonly FlowFile[]): Promise<DeliveryWorld> {
    return new DeliveryWorld(await EngineWorld.create({ now, flows }));
  }

  /** A customer of an advisor, known to WeCom as `wm-<id>`. */
  async befriend(id: string, advisorId: string, props: JsonObject = {}): Promise<void> {
    const customer = { idType: EXTERNAL_ID_TYPE, value: `wm-${id}` };
    await this.engine.post("friend.added", customer, { advisorId, name: id, ...props });
  }

  /** Time goes on to `at`, in steps, with engine and delivery at work. */
  async passTo(at: number, stepMs = 30_000): Promise<void> {
    for (;;) {
      await this.settle();
      const now = this.engine.clock.now();
      if (now >= at) return;
      await this.engine.passTo(Math.min(at, now + stepMs));
    }
  }

  /** Everything that is due now is done. */
  async settle(): Promise<void> {
    await this.engine.engine.runUntilIdle();
    await this.delivery.runDue();
    await this.engine.engine.runUntilIdle();
    await this.delivery.runDue();
  }

  /** Another process takes over. */
  async restart(): Promise<void> {
    await this.engine.restart();
    this.delivery = this.#newDelivery();
  }

  #newDelivery(): Delivery {
    const { store, engine, clock } = this.engine;
    const logger = { info() {}, warn() {}, error() {} };
    const options = { store, engine, calls: this.wecom, clock, waker: instantWaker, logger };
    const delivery = new Delivery({ ...options, listUrl: "https://sop.example/advisor" });
    engine.onCommit(({ taskIds }) => delivery.notice(taskIds));
    return delivery;
  }
}
