import { type StoredReminder, storedReminderSchema, type Task } from "@sopflow/schemas";
import { DAY_MS, HOUR_MS, MINUTE_MS, parseLocalTime, SECOND_MS } from "../../core/time/index.js";
import { type Store, type TypedRecords, typedRecords } from "../../store/index.js";
import type { Clock, EngineLogger, SopEngine, Waker } from "../../worker/index.js";
import type { ConnectionScope } from "../service/connection-store.js";
import { AdvisorMessages } from "./advisor-messages.js";
import { type DeliveryRecords, deliveryRecords } from "./delivery-records.js";
import { GroupSends } from "./group-sends.js";
import { Moments } from "./moments.js";
import { Notices, queueNotice } from "./notices.js";
import { type DeliveryPace, WECOM_PACE } from "./pace.js";
import { type CardPress, pressCard } from "./press-card.js";
import type { WecomCalls } from "./wecom-calls.js";

export interface DeliveryOptions {
  readonly store: Store;
  readonly engine: Pick<SopEngine, "onCommit" | "reportTask">;
  readonly calls: WecomCalls;
  readonly clock: Clock;
  readonly waker: Waker;
  /** Address of the advisor's task list, as advisors reach it. */
  readonly listUrl: string;
  /** Default: `WECOM_PACE`. */
  readonly pace?: DeliveryPace;
  readonly logger: EngineLogger;
  /** Whose tasks it delivers; default: everybody's. */
  readonly owns?: ConnectionScope["owns"];
}

/** Everything is looked at again so often, so that nothing rests on having heard of it. */
const SWEEP_MS = HOUR_MS;
const PAGE = 500;
const RECENT_NOTICES = 200;
const AT_ONCE = 8;
/** Identity under which WeCom's external user id is kept. */
export const EXTERNAL_ID_TYPE = "external_userid";

/**
 * Brings tasks to advisors by WeCom, and its results back.
 *
 * D1. What is to be done follows from the tasks and from delivery's own records: a task without a record is taken in, a
 *     record whose task is over is settled. Commits of the engine only tell where to look first.
 * D2. Each record is written before the call that it is about, and again after it; a crash between the two repeats a call
 *     that WeCom takes once, or looks it up.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly records: DeliveryRecords;
  readonly #messages: AdvisorMessages;
  readonly #groupSends: GroupSends;
  readonly #notices: Notices;
  readonly #moments: Moments;
  readonly #reminders: TypedRecords<StoredReminder>;
  #news = new Set<string>();
  #hasNotifications = false;
  /** Of the recent notifications, those that this process has queued: asking the store again would be in vain. */
  readonly #queued = new Set<string>();
  #sweepAt = 0;
  #isRunning = false;
  #loop: Promise<void> = Promise.resolve();
  #stopHearing = () => {};
  #stopSeconds = () => {};

  constructor(options: DeliveryOptions) {
    this.#options = options;
    const { store, engine, calls, clock, listUrl, logger, pace = WECOM_PACE } = options;
    this.records = deliveryRecords(store.records);
    const shared = {
      records: this.records,
      calls,
      logger,
      now: () => clock.now(),
      tasks: (ids: readonly string[]) => store.tasks.load(ids),
      rules: () => this.#rules(),
      userIdOf: (advisorId: string) => this.userIdOf(advisorId),
    };
    this.#messages = new AdvisorMessages({ ...shared, listUrl, named: (tasks) => this.#named(tasks) });
    this.#notices = new Notices({ ...shared, store, listUrl });
    this.#moments = new Moments({
      ...shared,
      records: store.records,
      report: (taskId, report) => engine.reportTask(taskId, report),
    });
    this.#reminders = typedRecords(store.records, "desk.reminder", storedReminderSchema);
    this.#groupSends = new GroupSends({
      ...shared,
      pace,
      externalIds: (ids) => this.#externalIds(ids),
      report: (taskId, report) => engine.reportTask(taskId, report),
    });
  }

  /** Begins to deliver, with everything that happened while it did not. */
  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#stopHearing = this.#options.engine.onCommit(({ taskIds }) => this.notice(taskIds));
    this.#stopSeconds = this.#options.waker.everySecond(() => this.#turn());
    this.#turn();
  }

  /** Ends when the calls in flight have ended. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#stopHearing();
    this.#stopSeconds();
    await this.#loop;
  }

  /** Does everything that is due by the clock. For tests, and at each turn. */
  async runDue(): Promise<void> {
    const now = this.#options.clock.now();
    if (now >= this.#sweepAt) {
      this.#sweepAt = now + SWEEP_MS;
      await this.#sweep();
    }
    if (this.#hasNotifications) {
      this.#hasNotifications = false;
      await this.#tellNotifications();
    }
    const news = [...this.#news];
    this.#news = new Set();
    for (const ids of pagesOf(news)) await this.#look(ids);
    await this.#serveAll(this.records.advisors, (id) => this.#messages.serve(id));
    await this.#serveAll(this.#reminders, (id) => this.#tellReminder(id));
    await this.#serveAll(this.#moments.records, (id) => this.#moments.serve(id));
    await this.#serveAll(this.#notices.records, (id) => this.#notices.serve(id));
    await this.#serveAll(this.records.groupOutboxes, (id) => this.#groupSends.serveOutbox(id));
    await this.#serveAll(this.records.groupSends, (id) => this.#groupSends.serveSend(id));
    await this.#serveAll(this.records.cards, async (id) => {
      const card = await this.records.cards.get(id);
      if (card) await this.#messages.serveCard(card);
    });
  }

  /** Looks at the given tasks at the next turn, as after a commit. */
  notice(taskIds: readonly string[]): void {
    for (const id of taskIds) this.#news.add(id);
    this.#hasNotifications = true;
  }

  /** A button of a card was pressed. Gives the word that the button shows from now on; undefined leaves it as it is. */
  press(event: CardPress): Promise<string | undefined> {
    const { engine, store, clock } = this.#options;
    return pressCard(event, {
      records: this.records,
      tasks: (ids) => store.tasks.load(ids),
      report: (taskId, report) => engine.reportTask(taskId, report),
      putOff: (advisorId, taskIds, at) => this.#messages.putOff(advisorId, taskIds, at),
      zone: async () => (await this.#rules()).zone,
      now: () => clock.now(),
    });
  }

  #turn(): void {
    let isDone = false;
    const before = this.#loop;
    this.#loop = before.then(async () => {
      if (!this.#isRunning || isDone) return;
      isDone = true;
      try {
        await this.runDue();
      } catch (error) {
        // The store or something unforeseen: the records are as they were, the next turn goes on from them.
        this.#options.logger.error({ err: error }, "delivery to WeCom stumbled and goes on");
        this.#sweepAt = Math.min(this.#sweepAt, this.#options.clock.now() + MINUTE_MS);
        await this.#options.waker.sleep(SECOND_MS);
      }
    });
  }

  async #serveAll(
    records: { due(before: number, limit: number): Promise<{ readonly id: string }[]> },
    serve: (id: string) => Promise<void>,
  ): Promise<void> {
    const seen = new Set<string>();
    for (;;) {
      const due = (await records.due(this.#options.clock.now(), PAGE)).filter(({ id }) => !seen.has(id));
      if (due.length === 0) return;
      for (const { id } of due) seen.add(id);
      await inParallel(due, ({ id }) => serve(id));
    }
  }

  /** What flows have told advisors of late; the same is queued once. */
  async #tellNotifications(): Promise<void> {
    const { store, clock } = this.#options;
    const now = clock.now();
    const recent = (await store.readSide.notifications({ limit: RECENT_NOTICES })).filter(
      ({ at }) => at > now - DAY_MS,
    );
    const isOurs = await this.#ours();
    for (const { id, to, advisorId = to.startsWith("advisor:") ? to.slice(8) : undefined, text } of recent) {
      if (advisorId === undefined || this.#queued.has(id) || !isOurs(advisorId)) continue;
      await queueNotice(store, id, { advisorId, title: "流程提醒", text }, now);
      this.#queued.add(id);
    }
    const known = new Set(recent.map(({ id }) => id));
    for (const id of this.#queued) if (!known.has(id)) this.#queued.delete(id);
  }

  async #tellReminder(id: string): Promise<void> {
    const { store, clock } = this.#options;
    const row = await this.#reminders.get(id);
    if (!row || !(await this.#ours())(row.doc.advisorId)) return;
    const { doc, revision, owner, customerId } = row;
    if (doc.state === "open") {
      const notice = { advisorId: doc.advisorId, title: `约好联系${doc.customerName ?? "客户"}`, text: doc.text };
      // One that was moved is told of again at its new time.
      await queueNotice(store, `reminder-${id}-${doc.at}`, notice, clock.now());
    }
    // One that was moved meanwhile keeps its new time.
    await this.#reminders.put({ id, owner, customerId, doc, expected: revision });
  }

  async #sweep(): Promise<void> {
    const { store } = this.#options;
    await this.#tellNotifications();
    for (let after: string | undefined; ; ) {
      const page = await store.tasks.query({
        states: ["open"],
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      });
      await this.#look(page.map((task) => task.id));
      after = page.at(-1)?.id;
      if (page.length < PAGE || after === undefined) break;
    }
    for (let afterId: string | undefined; ; ) {
      const page = await this.records.tasks.list({ limit: PAGE, ...(afterId === undefined ? {} : { afterId }) });
      await this.#look(page.map(({ id }) => id));
      afterId = page.at(-1)?.id;
      if (page.length < PAGE || afterId === undefined) break;
    }
  }

  /** Settles what is over, and takes in what is new, of the given tasks. */
  async #look(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const now = this.#options.clock.now();
    const [found, marks] = await Promise.all([this.#options.store.tasks.load(ids), this.records.tasks.load(ids)]);
    const tasks = new Map(found.map((task) => [task.id, task]));
    let fresh: Task[] = [];
    for (const id of ids) {
      const task = tasks.get(id);
      const mark = marks.get(id)?.doc;
      const isOver = task?.state !== "open" || task.advisorId !== mark?.advisorId;
      const isPutOff = task?.postponedUntil !== undefined && task.postponedUntil > now && mark?.by === "card";
      if (mark && (isOver || isPutOff)) {
        await (mark.by === "card" ? this.#messages : this.#groupSends).settle(id);
      }
      if (task?.state === "open" && task.advisorId !== undefined && (!mark || isOver || isPutOff)) fresh.push(task);
      if (mark && isOver && task?.channel === "moments") await this.#moments.serve(id);
    }
    const isOurs = await this.#ours();
    fresh = fresh.filter(({ advisorId }) => advisorId !== undefined && isOurs(advisorId));
    for (const task of fresh) if (task.channel === "moments") await this.#moments.take(task);
    for (const [service, tasks] of [
      [this.#groupSends, fresh.filter(isGroupSend)],
      [this.#messages, fresh.filter((task) => !isGroupSend(task))],
    ] as const) {
      await inParallel([...byAdvisor(tasks)], ([advisorId, own]) => service.take(advisorId, own));
    }
  }

  async #rules() {
    const settings = await this.#options.store.brand.settings();
    const { mergeSeconds = 60, gapMinutes = 15, groupSendCap = "month" } = settings?.wecom ?? {};
    const { start = "09:00", end = "21:00", days = [1, 2, 3, 4, 5, 6, 7] } = settings?.contactPolicy.window ?? {};
    return {
      zone: settings?.timezone ?? "Asia/Shanghai",
      hours: [{ startMinute: parseLocalTime(start) ?? 0, endMinute: parseLocalTime(end) ?? 0, days }],
      mergeMs: mergeSeconds * SECOND_MS,
      gapMs: gapMinutes * MINUTE_MS,
      replyGapMs: Math.min(1, gapMinutes) * MINUTE_MS,
      quota: groupSendCap,
    };
  }

  /** WeCom's id of an advisor; undefined when there is no such advisor, or an inactive one. */
  async userIdOf(advisorId: string): Promise<string | undefined> {
    const { store, owns = () => true } = this.#options;
    const advisor = (await store.brand.advisors()).find((one) => one.id === advisorId && one.active && owns(one));
    return advisor && (advisor.wecomUserId ?? advisor.id);
  }

  /** Whose tasks are delivered here, as of now: everybody's where there is one connection. */
  async #ours(): Promise<(advisorId: string) => boolean> {
    const { store, owns } = this.#options;
    if (!owns) return () => true;
    const own = new Set((await store.brand.advisors()).filter(owns).map(({ id }) => id));
    return (advisorId) => own.has(advisorId);
  }

  async #named(tasks: readonly Task[]): Promise<Task[]> {
    const nameless = tasks.filter((task) => task.customerName === undefined && task.scope === "customer");
    const found = await this.#options.store.customers.load(nameless.map((task) => task.customerId));
    return tasks.map((task) => {
      const name = task.customerName ?? found.get(task.customerId)?.name;
      return name === undefined ? task : { ...task, customerName: name };
    });
  }

  async #externalIds(customerIds: readonly string[]): Promise<Map<string, string>> {
    const customers = await this.#options.store.customers.load(customerIds);
    return new Map(
      [...customers].flatMap(([id, { identities }]) => {
        const externalId = identities[EXTERNAL_ID_TYPE];
        return externalId === undefined ? [] : [[id, externalId] as const];
      }),
    );
  }
}

const isGroupSend = (task: Task): boolean => task.channel === "group_send" && task.scope === "customer";

function byAdvisor(tasks: readonly Task[]): Map<string, Task[]> {
  const parts = new Map<string, Task[]>();
  for (const task of tasks) {
    const { advisorId = "" } = task;
    const own = parts.get(advisorId);
    if (own) own.push(task);
    else parts.set(advisorId, [task]);
  }
  return parts;
}

function* pagesOf(ids: readonly string[]): Iterable<string[]> {
  for (let from = 0; from < ids.length; from += PAGE) yield ids.slice(from, from + PAGE);
}

/** At most 8 at once; all are tried, the first failure is thrown afterwards. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  const hands = Array.from({ length: Math.min(AT_ONCE, rest.length) }, async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  });
  const failed = (await Promise.allSettled(hands)).find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}
