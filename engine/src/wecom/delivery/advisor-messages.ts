import type { Task } from "@sopflow/schemas";
import { stableId } from "../../core/journey/index.js";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../core/time/index.js";
import type { TypedRecord } from "../../store/index.js";
import type { EngineLogger } from "../../worker/index.js";
import { KeyedLock } from "../keyed-lock.js";
import { backOff } from "./back-off.js";
import { cardOf, closedWord } from "./card-words.js";
import type { AdvisorOutbox, DeliveryRecords, SentCard } from "./delivery-records.js";
import { CallError, type WecomCalls } from "./wecom-calls.js";
import { type TellingRules, whenToTell } from "./when-to-tell.js";

/** A response code works for 72 hours (update_template_card); an hour is left for slow clocks. */
const CODE_LIFE_MS = 71 * HOUR_MS;
/** A message that nobody could say anything about for so long is given up; the task stays in the advisor's list. */
const GIVE_UP_MS = 24 * HOUR_MS;
/** WeCom's callback of a new friend brings no name; it is asked for at once, and worth this wait. */
const NAME_MS = 2 * SECOND_MS;

export interface MessageParts {
  readonly records: DeliveryRecords;
  /** Tasks by id, those that exist. */
  readonly tasks: (ids: readonly string[]) => Promise<Task[]>;
  /** The same tasks with the names that customers have by now. */
  readonly named: (tasks: readonly Task[]) => Promise<Task[]>;
  readonly calls: WecomCalls;
  readonly now: () => number;
  /** As of now: settings may change at any time. */
  readonly rules: () => Promise<TellingRules>;
  /** WeCom's id of an advisor; undefined when the advisor is gone or away. */
  readonly userIdOf: (advisorId: string) => Promise<string | undefined>;
  /** Address of the advisor's task list. */
  readonly listUrl: string;
  readonly logger: EngineLogger;
}

/**
 * Tells advisors of their tasks, by cards.
 *
 * M1. A task is told of once: its id lies in `untold`, or in `sending`, or under a card that was sent, never in two.
 * M2. What was written into `sending` is sent as it stands, however often it takes; nothing else is sent before it.
 * M3. A task that closed before it was told of is never told of.
 */
export class AdvisorMessages {
  readonly #parts: MessageParts;
  readonly #lock = new KeyedLock();

  constructor(parts: MessageParts) {
    this.#parts = parts;
  }

  /** Takes in open tasks of an advisor. Those already taken in are passed over. */
  take(advisorId: string, tasks: readonly Task[]): Promise<void> {
    return this.#lock.run(advisorId, async () => {
      const row = await this.#parts.records.advisors.get(advisorId);
      const box = row?.doc ?? EMPTY_OUTBOX;
      const known = new Set([...box.untold, ...(box.sending?.taskIds ?? [])]);
      const fresh = tasks.filter((task) => !known.has(task.id));
      const now = this.#parts.now();
      const later = { ...box.later };
      const untold = [...box.untold];
      for (const task of fresh) {
        if (task.postponedUntil !== undefined && task.postponedUntil > now) later[task.id] = task.postponedUntil;
        else untold.push(task.id);
      }
      if (fresh.length > 0) await this.#save(advisorId, { ...box, untold, later });
      // After the outbox: a task that is marked as taken and lies in no outbox would never be told of.
      await this.#parts.records.tasks.putAll(
        tasks.map(({ id, customerId }) => ({ id, customerId, doc: { advisorId, by: "card" as const } })),
      );
    });
  }

  /** Tells an advisor of open tasks once more, at `at` (epoch ms). */
  putOff(advisorId: string, taskIds: readonly string[], at: number): Promise<void> {
    return this.#lock.run(advisorId, async () => {
      const box = (await this.#parts.records.advisors.get(advisorId))?.doc ?? EMPTY_OUTBOX;
      const later = { ...box.later, ...Object.fromEntries(taskIds.map((id) => [id, at])) };
      await this.#save(advisorId, { ...box, later });
    });
  }

  /** Does what is due for an advisor. */
  serve(advisorId: string): Promise<void> {
    return this.#lock.run(advisorId, async () => {
      const row = await this.#parts.records.advisors.get(advisorId);
      if (!row) return;
      const sending = row.doc.sending ? row.doc : await this.#plan(advisorId, row.doc);
      if (sending?.sending) await this.#send(advisorId, sending);
    });
  }

  /** A task was closed, moved to somebody else or put off: its card is to say so. */
  settle(taskId: string): Promise<void> {
    return this.#settleIn(taskId);
  }

  /** Brings a card up to date once all its tasks are over, and forgets it. */
  async serveCard({ id, doc }: TypedRecord<SentCard>): Promise<void> {
    const { records, calls, now, rules } = this.#parts;
    const tasks = await this.#parts.tasks(doc.taskIds);
    if (tasks.some((task) => isStanding(task, doc.advisorId, now()))) return void (await this.#parkCard(id, doc));
    const { zone } = await rules();
    try {
      if (doc.responseCode !== undefined && now() - (doc.codeAt ?? doc.sentAt) < CODE_LIFE_MS) {
        const word = closedWord(tasks, doc.advisorId, zone, now());
        await calls.closeCard(doc.userId, doc.responseCode, word);
      }
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      // A code works once. Whether it was used up by a call without an answer is not known; trying again does no harm.
      if (error.failure !== "refused" && now() - doc.sentAt < CODE_LIFE_MS) {
        await records.cards.put({
          id,
          owner: doc.advisorId,
          doc,
          dueAt: error.details.notBefore ?? now() + 5 * MINUTE_MS,
        });
        return;
      }
      this.#parts.logger.warn({ card: id, code: error.details.code }, "a card could not be brought up to date");
    }
    await records.cards.put({ id });
  }

  async #plan(advisorId: string, box: AdvisorOutbox): Promise<AdvisorOutbox | undefined> {
    const now = this.#parts.now();
    const back = Object.keys(box.later).filter((id) => (box.later[id] ?? 0) <= now);
    const later = Object.fromEntries(Object.entries(box.later).filter(([, at]) => at > now));
    const ids = [...new Set([...box.untold, ...back])];
    const found = await this.#parts.tasks(ids);
    const tasks = found.filter((task) => isStanding(task, advisorId, now));
    const untold = tasks.map((task) => task.id);
    const at = await this.#whenFor(advisorId, box, tasks);
    if (at === undefined || at > now) {
      await this.#save(advisorId, { ...box, untold, later });
      return undefined;
    }
    const { zone } = await this.#parts.rules();
    const card = cardOf(await this.#parts.named(tasks), zone, now, this.#parts.listUrl);
    const sending = { cardId: cardIdOf(advisorId, tasks, box.lastToldAt ?? 0), taskIds: untold, since: now, card };
    const next = { ...box, untold: [], later, sending };
    await this.#save(advisorId, next, now);
    return next;
  }

  async #send(advisorId: string, box: AdvisorOutbox): Promise<void> {
    const { records, calls, now, logger } = this.#parts;
    const { sending } = box;
    if (!sending) return;
    const { sending: _sent, problem: _solved, ...rest } = box;
    try {
      const userId = await this.#parts.userIdOf(advisorId);
      if (userId === undefined) throw new CallError("refused", "the advisor has no WeCom account here");
      const { responseCode } = await calls.sendCard(userId, sending.cardId, sending.card);
      const at = now();
      // A repeated message gets no code: that of the first one still works.
      const before = (await records.cards.get(sending.cardId))?.doc;
      const code = responseCode === undefined ? codeOf(before) : { responseCode, codeAt: at };
      const doc = { advisorId, userId, taskIds: sending.taskIds, sentAt: before?.sentAt ?? at, ...code };
      await records.cards.put({ id: sending.cardId, owner: advisorId, doc });
      await this.#bindTasks(advisorId, sending.taskIds, sending.cardId);
      await this.#save(advisorId, { ...rest, lastToldAt: at, failures: 0 });
      for (const task of await this.#parts.tasks(sending.taskIds)) {
        if (!isStanding(task, advisorId, at)) await this.#settleIn(task.id);
      }
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const { code, notBefore } = error.details;
      const problem = { at: now(), message: error.message, ...(code === undefined ? {} : { code }) };
      logger.warn({ advisorId, code, failure: error.failure }, "an advisor could not be told of tasks");
      const failures = box.failures + 1;
      const retryAt = Math.max(notBefore ?? 0, now() + backOff(failures));
      const isOver = now() - sending.since > GIVE_UP_MS;
      if (error.failure === "refused" || (error.failure === "unknown" && isOver)) {
        await this.#save(advisorId, { ...rest, failures: 0, problem });
      } else if (error.failure === "later") {
        // Nothing was sent: what closes meanwhile need not be told, and what comes joins.
        const untold = [...sending.taskIds, ...box.untold];
        await this.#save(advisorId, { ...rest, untold, failures, problem }, retryAt);
      } else {
        await this.#save(advisorId, { ...box, failures, problem }, retryAt);
      }
    }
  }

  /** Tasks of a card that was just sent; who bought meanwhile is settled by the caller. */
  async #bindTasks(advisorId: string, taskIds: readonly string[], carrier: string): Promise<void> {
    const { records } = this.#parts;
    const rows = await records.tasks.load(taskIds);
    await records.tasks.putAll(
      [...rows.values()].map(({ id, customerId }) => ({
        id,
        customerId,
        doc: { advisorId, by: "card" as const, carrier },
      })),
    );
  }

  async #settleIn(taskId: string): Promise<void> {
    const { records, now } = this.#parts;
    const row = await records.tasks.get(taskId);
    if (!row) return;
    const card = row.doc.carrier === undefined ? undefined : await records.cards.get(row.doc.carrier);
    if (card) await records.cards.put({ id: card.id, owner: card.doc.advisorId, doc: card.doc, dueAt: now() });
    await records.tasks.put({ id: taskId });
  }

  async #parkCard(id: string, doc: SentCard): Promise<void> {
    await this.#parts.records.cards.put({ id, owner: doc.advisorId, doc });
  }

  async #whenFor(advisorId: string, box: AdvisorOutbox, tasks: readonly Task[]): Promise<number | undefined> {
    const rules = await this.#parts.rules();
    const untold = tasks.map(({ issuedAt, purpose, postponedUntil, customerName }) => ({
      issuedAt:
        postponedUntil === undefined
          ? issuedAt + (customerName === undefined ? NAME_MS : 0)
          : postponedUntil - rules.mergeMs,
      purpose,
    }));
    return whenToTell(untold, box.lastToldAt, rules, spreadOf(advisorId));
  }

  /** Writes the outbox, due when it next has something to do: by default when its untold tasks may be told of. */
  async #save(advisorId: string, doc: AdvisorOutbox, dueAt?: number): Promise<void> {
    const next = dueAt ?? (await this.#nextDue(advisorId, doc));
    await this.#parts.records.advisors.put({ id: advisorId, doc, dueAt: next });
  }

  async #nextDue(advisorId: string, box: AdvisorOutbox): Promise<number | undefined> {
    if (box.sending) return this.#parts.now() + backOff(box.failures);
    const tasks = box.untold.length === 0 ? [] : await this.#parts.tasks(box.untold);
    const times = [await this.#whenFor(advisorId, box, tasks), ...Object.values(box.later)];
    const known = times.filter((at) => at !== undefined);
    return known.length === 0 ? undefined : Math.min(...known);
  }
}

const codeOf = (card: SentCard | undefined) =>
  card?.responseCode === undefined ? {} : { responseCode: card.responseCode, codeAt: card.codeAt ?? card.sentAt };

const EMPTY_OUTBOX: AdvisorOutbox = { untold: [], later: {}, failures: 0 };

/** Open, this advisor's, and not put off. */
const isStanding = (task: Task, advisorId: string, now: number): boolean =>
  task.state === "open" && task.advisorId === advisorId && (task.postponedUntil ?? 0) <= now;

/**
 * A card's id is its task's where it has one, and the same at every try. It differs by advisor and by the message before
 * it, since a task may pass on to somebody else or be told of again, and WeCom takes each id once.
 */
function cardIdOf(advisorId: string, tasks: readonly Task[], lastToldAt: number): string {
  const [first, ...others] = tasks;
  const id = first && others.length === 0 ? first.id : "digest";
  return `${id}@${stableId("card", advisorId, lastToldAt, ...tasks.map((task) => task.id)).slice(0, 16)}`;
}

/** 0–1, the same for an advisor at all times. */
const spreadOf = (advisorId: string): number =>
  Number.parseInt(stableId("spread", advisorId).slice(0, 6), 16) / 0x1000000;
