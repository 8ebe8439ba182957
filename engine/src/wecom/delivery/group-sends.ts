import type { Task } from "@sopflow/schemas";
import { stableId } from "../../core/journey/index.js";
import { DAY_MS, HOUR_MS, localDayNumber, MINUTE_MS, nextOpenOfAll } from "../../core/time/index.js";
import type { TypedRecord } from "../../store/index.js";
import type { EngineLogger, TaskReport } from "../../worker/index.js";
import { KeyedLock } from "../keyed-lock.js";
import { backOff } from "./back-off.js";
import type { DeliveryRecords, GroupSend } from "./delivery-records.js";
import { type GroupBatch, groupBatches, type SendableTask } from "./group-batches.js";
import { type DeliveryPace, pollWaitMs } from "./pace.js";
import {
  EMPTY_LEDGER,
  type SendLedger,
  type SendQuotaRule,
  sendsLeft,
  withFull,
  withoutSend,
  withSend,
} from "./send-quota.js";
import { CallError, type GroupSendResult, type WecomCalls } from "./wecom-calls.js";
import type { TellingRules } from "./when-to-tell.js";

/** A creation without an answer: so long WeCom may still show it; then it is made again. */
const UNCERTAIN_MS = 2 * MINUTE_MS;
/** WeCom allows 3 reminders of one send in 24 hours (remind_groupmsg_send). */
const MAX_REMINDERS = 3;
const REMIND_EVERY_MS = 4 * HOUR_MS;
/** errcode: none of the customers can be sent to. */
const NO_SENDABLE_CUSTOMER = 41_048;

export interface GroupSendParts {
  readonly records: DeliveryRecords;
  readonly tasks: (ids: readonly string[]) => Promise<Task[]>;
  /** WeCom's ids of customers, by our id; who has none is left out. */
  readonly externalIds: (customerIds: readonly string[]) => Promise<Map<string, string>>;
  readonly report: (taskId: string, report: TaskReport) => Promise<unknown>;
  readonly calls: WecomCalls;
  readonly now: () => number;
  readonly rules: () => Promise<TellingRules & { readonly quota: SendQuotaRule }>;
  readonly userIdOf: (advisorId: string) => Promise<string | undefined>;
  readonly pace: DeliveryPace;
  readonly logger: EngineLogger;
}

/**
 * Sends tasks of channel `group_send`: gathers them by advisor and words, has WeCom ask the advisor, and reports what
 * became of each customer.
 *
 * G1. A task is in one group send at most.
 * G2. WeCom's creation is not idempotent: `creating` is written before the call, and a call without an answer is looked
 *     up before it is made again.
 * G3. A customer's result is reported once: requests are named after the send and the task.
 */
export class GroupSends {
  readonly #parts: GroupSendParts;
  readonly #lock = new KeyedLock();

  constructor(parts: GroupSendParts) {
    this.#parts = parts;
  }

  /** Takes in open tasks of an advisor; those already taken in are passed over. */
  take(advisorId: string, tasks: readonly Task[]): Promise<void> {
    return this.#lock.run(advisorId, async () => {
      const { groupOutboxes, tasks: marks } = this.#parts.records;
      const row = await groupOutboxes.get(advisorId);
      const waiting = [...new Set([...(row?.doc.waiting ?? []), ...tasks.map((task) => task.id)])];
      const dueAt = row?.dueAt ?? this.#parts.now() + this.#parts.pace.gatherMs;
      await groupOutboxes.put({ id: advisorId, doc: { waiting }, dueAt });
      const doc = { advisorId, by: "group_send" as const };
      await marks.putAll(tasks.map(({ id, customerId }) => ({ id, customerId, doc })));
    });
  }

  /** Makes group sends of what an advisor's tasks have gathered to. */
  serveOutbox(advisorId: string): Promise<void> {
    return this.#lock.run(advisorId, async () => {
      const { records } = this.#parts;
      const waiting = (await records.groupOutboxes.get(advisorId))?.doc.waiting ?? [];
      const { quota, zone } = await this.#parts.rules();
      const day = localDayNumber(zone, this.#parts.now());
      const planned = await this.#plannedTasks(advisorId);
      const tasks = (await this.#parts.tasks(waiting)).filter(
        (task) => task.state === "open" && task.advisorId === advisorId && !planned.has(task.id),
      );
      const sendable = await this.#sendable(tasks, quota, day);
      const userId = await this.#parts.userIdOf(advisorId);
      if (userId !== undefined) for (const batch of groupBatches(sendable)) await this.#plan(batch, userId, day);
      await records.groupOutboxes.put({ id: advisorId });
    });
  }

  /** Takes the next step of one group send. */
  serveSend(id: string): Promise<void> {
    return this.#lock.run(`send/${id}`, async () => {
      const row = await this.#parts.records.groupSends.get(id);
      if (!row) return;
      const send = await this.#withoutClosed(row);
      if (send.doc.state === "creating") await this.#lookUp(send);
      else if (send.doc.state === "planned") await this.#create(send);
      else if (send.doc.state === "created") await this.#poll(send);
    });
  }

  /** A task was closed or moved: its send is to be looked at. */
  async settle(taskId: string): Promise<void> {
    const { records, now } = this.#parts;
    const row = await records.tasks.get(taskId);
    if (!row) return;
    const { carrier } = row.doc;
    await records.tasks.put({ id: taskId });
    if (carrier === undefined) return;
    await this.#lock.run(`send/${carrier}`, async () => {
      const send = await records.groupSends.get(carrier);
      if (send && send.doc.state !== "done") await this.#save(send.id, send.doc, now());
    });
  }

  async #plannedTasks(advisorId: string): Promise<Set<string>> {
    const sends = await this.#parts.records.groupSends.list({ owner: advisorId, limit: 1_000 });
    return new Set(sends.flatMap(({ doc }) => (doc.state === "done" ? [] : Object.values(doc.open))));
  }

  /** Who can get one; the others are reported at once. */
  async #sendable(tasks: readonly Task[], quota: SendQuotaRule, day: number): Promise<SendableTask[]> {
    const { records, externalIds } = this.#parts;
    const customerIds = tasks.map((task) => task.customerId);
    const [known, ledgers] = await Promise.all([externalIds(customerIds), records.ledgers.load(customerIds)]);
    const sendable: SendableTask[] = [];
    for (const task of tasks) {
      const externalUserId = known.get(task.customerId);
      const ledger = ledgers.get(task.customerId)?.doc ?? EMPTY_LEDGER;
      if (externalUserId === undefined) await this.#report("unsent", task, "not_friend");
      else if (sendsLeft(ledger, quota, day) === 0) await this.#report("unsent", task, "limit");
      else sendable.push({ task, externalUserId });
    }
    return sendable;
  }

  async #plan({ advisorId, text, materials, tasks }: GroupBatch, userId: string, day: number): Promise<void> {
    const { records, now } = this.#parts;
    const id = stableId("group_send", advisorId, ...tasks.map(({ task }) => task.id));
    const open = Object.fromEntries(tasks.map(({ task, externalUserId }) => [externalUserId, task.id]));
    const doc: GroupSend = {
      state: "planned",
      advisorId,
      userId,
      text,
      materials: [...materials],
      open,
      plannedAt: now(),
      attempts: 0,
      polls: 0,
      remindedAt: [],
      counts: { sent: 0, notFriend: 0, limit: 0, withdrawn: 0 },
    };
    await records.groupSends.put({ id, owner: advisorId, doc, dueAt: now() });
    const mark = { advisorId, by: "group_send" as const, carrier: id };
    await records.tasks.putAll(tasks.map(({ task }) => ({ id: task.id, customerId: task.customerId, doc: mark })));
    await this.#ledgers(
      tasks.map(({ task }) => task.customerId),
      (ledger) => withSend(ledger, id, day),
    );
  }

  /** Forgets customers whose tasks were closed by something else, a purchase above all. */
  async #withoutClosed(row: TypedRecord<GroupSend>): Promise<TypedRecord<GroupSend>> {
    const tasks = await this.#parts.tasks(Object.values(row.doc.open));
    const standing = new Set(tasks.filter((task) => task.state === "open").map((task) => task.id));
    const open = Object.fromEntries(Object.entries(row.doc.open).filter(([, taskId]) => standing.has(taskId)));
    const withdrawn = Object.keys(row.doc.open).length - Object.keys(open).length;
    if (withdrawn === 0) return row;
    if (row.doc.confirmedAt === undefined && row.doc.state !== "creating") {
      const gone = tasks.filter((task) => !standing.has(task.id)).map((task) => task.customerId);
      await this.#ledgers(gone, (ledger) => withoutSend(ledger, row.id));
    }
    const counts = { ...row.doc.counts, withdrawn: row.doc.counts.withdrawn + withdrawn };
    const doc = { ...row.doc, open, counts };
    await this.#save(row.id, doc, this.#parts.now());
    return { ...row, doc };
  }

  async #create({ id, doc }: TypedRecord<GroupSend>): Promise<void> {
    const { calls, now } = this.#parts;
    const externalUserIds = Object.keys(doc.open);
    if (externalUserIds.length === 0) return this.#finish(id, doc);
    const trying: GroupSend = { ...doc, state: "creating", tryingSince: now(), attempts: doc.attempts + 1 };
    await this.#save(id, trying, now() + UNCERTAIN_MS);
    try {
      const { userId: sender, text, materials } = doc;
      const { msgid, failed } = await calls.createGroupSend({ sender, externalUserIds, text, materials });
      const { problem: _solved, ...rest } = trying;
      const created: GroupSend = { ...rest, state: "created", msgid, createdAt: now() };
      const results = failed.map((externalUserId) => ({ externalUserId, status: "not_friend" as const }));
      await this.#takeResults(id, created, results);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const { code, notBefore } = error.details;
      const failed: GroupSend = { ...trying, problem: error.message };
      // That nobody may be sent to is a result, which the flow hears of.
      const level = code === NO_SENDABLE_CUSTOMER ? "info" : "warn";
      this.#parts.logger[level]({ send: id, code, failure: error.failure }, "a group send could not be made");
      if (error.failure === "later") {
        await this.#save(
          id,
          { ...failed, state: "planned" },
          Math.max(notBefore ?? 0, now() + backOff(failed.attempts)),
        );
      } else if (error.failure === "unknown") {
        await this.#save(id, failed, now() + UNCERTAIN_MS);
      } else if (code === NO_SENDABLE_CUSTOMER) {
        const results = externalUserIds.map((externalUserId) => ({ externalUserId, status: "not_friend" as const }));
        await this.#takeResults(id, failed, results);
      } else {
        await this.#finish(id, failed);
      }
    }
  }

  /** No answer came to the creation: it is looked for, and made again only when WeCom does not have it. */
  async #lookUp({ id, doc }: TypedRecord<GroupSend>): Promise<void> {
    const { calls, now } = this.#parts;
    const since = doc.tryingSince ?? doc.plannedAt;
    try {
      const msgid = await calls.findGroupSend(doc.userId, doc.text, since - MINUTE_MS);
      if (msgid !== undefined)
        return await this.#save(id, { ...doc, state: "created", msgid, createdAt: since }, now());
      if (now() - since < UNCERTAIN_MS) return await this.#save(id, doc, since + UNCERTAIN_MS);
      await this.#create({ id, doc: { ...doc, state: "planned" }, revision: 0 });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      await this.#save(id, { ...doc, problem: error.message }, error.details.notBefore ?? now() + UNCERTAIN_MS);
    }
  }

  async #poll({ id, doc }: TypedRecord<GroupSend>): Promise<void> {
    const { calls, now } = this.#parts;
    const { msgid = "", userId } = doc;
    const isOver = Object.keys(doc.open).length === 0;
    try {
      if (isOver && doc.confirmedAt === undefined) {
        await calls.cancelGroupSend(msgid);
        return await this.#finish(id, doc);
      }
      const confirmedAt = doc.confirmedAt ?? (await calls.groupSendConfirmedAt(msgid, userId));
      if (confirmedAt !== undefined) {
        const polled = { ...doc, confirmedAt, polls: doc.confirmedAt === undefined ? 0 : doc.polls + 1 };
        return await this.#takeResults(id, polled, await calls.groupSendResults(msgid, userId));
      }
      const remindedAt = await this.#remind(doc);
      const polled = { ...doc, remindedAt, polls: doc.polls + 1 };
      await this.#save(id, polled, now() + pollWaitMs(this.#parts.pace, polled.polls));
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const { code, notBefore } = error.details;
      this.#parts.logger.warn({ send: id, code, failure: error.failure }, "a group send could not be followed");
      if (isOver && error.failure === "refused") return this.#finish(id, doc);
      // Asked ever more seldom: WeCom may have forgotten the send while its tasks are still open.
      await this.#save(
        id,
        { ...doc, problem: error.message, polls: doc.polls + 1 },
        notBefore ?? now() + pollWaitMs(this.#parts.pace, doc.polls),
      );
    }
  }

  async #takeResults(id: string, doc: GroupSend, results: readonly GroupSendResult[]): Promise<void> {
    const { now } = this.#parts;
    const counts = { ...doc.counts };
    const open = { ...doc.open };
    const { quota, zone } = await this.#parts.rules();
    const tasks = new Map((await this.#parts.tasks(Object.values(open))).map((task) => [task.id, task]));
    for (const { externalUserId, status, sentAt } of results) {
      const taskId = open[externalUserId];
      const task = taskId === undefined ? undefined : tasks.get(taskId);
      if (taskId === undefined || status === "unsent") continue;
      if (task) await this.#report(id, task, status, sentAt);
      if (task && status !== "sent") {
        const day = localDayNumber(zone, now());
        await this.#ledgers([task.customerId], (ledger) => {
          const without = withoutSend(ledger, id);
          return status === "limit" ? withFull(without, quota, day) : without;
        });
      }
      counts[COUNT_OF[status]] += 1;
      delete open[externalUserId];
    }
    const next = { ...doc, open, counts };
    if (Object.keys(open).length === 0) return this.#finish(id, next);
    await this.#save(id, next, now() + pollWaitMs(this.#parts.pace, next.polls));
  }

  /** Every 4 hours of the day, at most 3 times in 24 hours. */
  async #remind(doc: GroupSend): Promise<number[]> {
    const now = this.#parts.now();
    const recent = doc.remindedAt.filter((at) => at > now - DAY_MS);
    const last = doc.remindedAt.at(-1) ?? doc.createdAt ?? now;
    const { hours, zone } = await this.#parts.rules();
    const isOpen = nextOpenOfAll([hours], zone, now, 1) === now;
    if (!isOpen || now - last < REMIND_EVERY_MS || recent.length >= MAX_REMINDERS) return doc.remindedAt;
    await this.#parts.calls.remindGroupSend(doc.msgid ?? "");
    return [...recent, now];
  }

  async #report(
    sendId: string,
    task: Task,
    status: Exclude<GroupSendResult["status"], "unsent">,
    at = this.#parts.now(),
  ): Promise<void> {
    const listed = task.outcomes.find((one) => one.contact === "delivered_no_reply") ?? task.outcomes[0];
    const outcome = status === "sent" ? listed?.id : status;
    await this.#parts.report(task.id, {
      kind: "complete",
      ...(outcome === undefined ? {} : { outcome }),
      contact: CONTACT_OF[status],
      evidence: "group_send_result",
      by: task.advisorId ?? "wecom",
      at,
      requestId: `group_send/${sendId}/${task.id}`,
    });
    await this.#parts.records.tasks.put({ id: task.id });
  }

  async #ledgers(customerIds: readonly string[], change: (ledger: SendLedger) => SendLedger): Promise<void> {
    const { ledgers } = this.#parts.records;
    const rows = await ledgers.load(customerIds);
    await ledgers.putAll(
      customerIds.map((id) => ({ id, customerId: id, doc: change(rows.get(id)?.doc ?? EMPTY_LEDGER) })),
    );
  }

  #finish(id: string, doc: GroupSend): Promise<void> {
    return this.#save(id, { ...doc, state: "done" }, undefined);
  }

  async #save(id: string, doc: GroupSend, dueAt: number | undefined): Promise<void> {
    await this.#parts.records.groupSends.put({ id, owner: doc.advisorId, doc, dueAt });
  }
}

const COUNT_OF = { sent: "sent", not_friend: "notFriend", limit: "limit" } as const;
const CONTACT_OF = { sent: "delivered_no_reply", not_friend: "removed_by_customer", limit: "send_failed" } as const;
