import type { TaskReport } from "@sopflow/engine";
import { DAY_MS, formatInstant, HOUR_MS } from "@sopflow/engine/core";
import type { PostedEventInput, Task } from "@sopflow/schemas";
import type { Dice } from "./dice.js";
import { TAGS } from "./make-flows.js";

export const ZONE = "Asia/Shanghai";
const MINUTE_MS = 60_000;
/** So many events may still be sent again. */
const SENDS_AGAIN = 1_000;

/** What this story has in it beyond the usual, drawn once. */
export interface Customs {
  readonly people: number;
  readonly erases: boolean;
  readonly merges: boolean;
  /** Flows that want everybody often, and much happens to few people. */
  readonly busy: boolean;
  /** Schedules, and publishes that ask everybody. */
  readonly schedules: boolean;
  /** Triggers that let in so many people a day. */
  readonly throttles: boolean;
  /**
   * Pools of several advisors, and days that are soon full. Who of a crowd gets the last place of a day, and which of two
   * advisors with as much to do, follows from how the log fell into batches; whether somebody is let in before a run of
   * the same moment asks them, from how the two took turns. Both hang on when the process was up, so that a second engine
   * may come to something else: it is compared only where a crowd contests nothing, with schedules or throttles alone.
   */
  readonly contested: boolean;
  /** The machine's clock is sometimes set back. */
  readonly jumps: boolean;
}

/** The people of a story, and what they and their advisors do. It knows nothing of the engine but what tasks are open. */
export class Town {
  #count = 0;
  #orders: { id: string; customer: string }[] = [];
  #sent: PostedEventInput[] = [];
  #extra = 0;

  constructor(
    private readonly dice: Dice,
    private readonly customs: Customs,
  ) {}

  /** Events of about now, some of them late, out of order, or sent before. */
  events(now: number): PostedEventInput[] {
    const { dice, customs } = this;
    const events = Array.from({ length: dice.int(0, customs.busy ? 8 : 5) }, () => this.#event(now)).flat();
    if (this.#sent.length > 0 && dice.chance(0.3)) {
      // What was sent a moment ago, or weeks and restarts ago.
      const sent = dice.chance(0.5) ? this.#sent.slice(-40) : this.#sent;
      for (let i = dice.int(1, 3); i > 0; i--) events.push(dice.pick(sent));
    }
    for (let i = events.length - 1; i > 0; i--) {
      const j = dice.int(0, i);
      const [a, b] = [events[i], events[j]];
      if (a && b) [events[i], events[j]] = [b, a];
    }
    this.#sent = [...this.#sent, ...events].slice(-SENDS_AGAIN);
    return events;
  }

  /** What advisors say of the tasks they have, and of some that are closed already. */
  reports(now: number, open: readonly Task[], closed: readonly Task[]): { taskId: string; report: TaskReport }[] {
    const { dice } = this;
    const said: { taskId: string; report: TaskReport }[] = [];
    for (const task of open) if (dice.chance(0.3)) said.push({ taskId: task.id, report: this.#report(task, now) });
    for (const task of closed) {
      if (dice.chance(0.02)) said.push({ taskId: task.id, report: this.#report(task, now) });
    }
    const [first] = said;
    if (first && dice.chance(0.3)) said.push(first);
    return said;
  }

  #report(task: Task, now: number): TaskReport {
    const { dice } = this;
    this.#count += 1;
    const base = { by: task.advisorId ?? "nobody", at: now - dice.int(0, 5) * MINUTE_MS, requestId: `r${this.#count}` };
    const kind = dice.int(0, 9);
    if (kind === 0) return { ...base, kind: "open" };
    if (kind === 1) return { ...base, kind: "postpone", until: Math.min(now + 5 * HOUR_MS, task.expiresAt) };
    if (kind < 4) return { ...base, kind: "skip", reason: "刚聊过" };
    const outcome = task.outcomes.length === 0 ? {} : { outcome: dice.pick(task.outcomes).id };
    return { ...base, kind: "complete", ...outcome };
  }

  #who(): string {
    return `c${this.dice.int(1, this.customs.people)}`;
  }

  #event(now: number): PostedEventInput[] {
    const { dice } = this;
    const lateness = dice.chance(0.75)
      ? dice.int(0, 10 * MINUTE_MS)
      : dice.pick([HOUR_MS, 20 * HOUR_MS, 30 * HOUR_MS, 5 * DAY_MS]);
    const at = now - lateness;
    const who = this.#who();
    const one = (type: string, props: PostedEventInput["props"] = {}, customer: string = who): PostedEventInput => {
      this.#count += 1;
      // Every third customer comes by an identity.
      const named = Number(customer.slice(1)) % 3 === 0 ? { idType: "external_user", value: customer } : customer;
      return { id: `e${this.#count}`, source: "town", type, customer: named, at: formatInstant(ZONE, at), props };
    };
    const advisorId = dice.pick(["a1", "a2", "a3"]);
    const drawn = dice.int(0, 99);
    if (drawn < 14) return [one("friend.added", { advisorId, name: `客户${who}` })];
    if (drawn < 40) return [one("message.received", { advisorId, text: "在吗" })];
    if (drawn < 58) return [this.#order(one, who)];
    if (drawn < 64) return [this.#refund(one)];
    if (drawn < 68) return [one("complaint.opened", { text: "不满" })];
    if (drawn < 78) return [one(dice.chance(0.7) ? "tag.added" : "tag.removed", { tag: dice.pick(TAGS) })];
    if (drawn < 84) return [one("form.submitted", { formId: "f1" })];
    if (drawn < 92) return [one("custom.visit", { page: dice.int(1, 9) })];
    if (drawn < 94) return [one("friend.removed", { advisorId, by: "customer" })];
    if (drawn < 96) return [one("owner.changed", { advisorId })];
    if (drawn < 97 && this.customs.merges) return this.#merge(one, advisorId);
    if (drawn < 98 && this.customs.erases) return [one("customer.erased", {}, `x${this.#extra}`)];
    return [one("message.received", { advisorId }, `x${this.#extra}`)];
  }

  #order(one: (type: string, props: PostedEventInput["props"]) => PostedEventInput, who: string): PostedEventInput {
    const { dice } = this;
    const known = this.#orders.at(-1);
    // The shop sometimes tells an order again, by another event.
    const again = known !== undefined && known.customer === who && dice.chance(0.5);
    const orderId = again ? known.id : `o${this.#orders.length}`;
    if (!again) this.#orders.push({ id: orderId, customer: who });
    const amount = dice.int(1, 300) * 100;
    return one("order.paid", { orderId, amount, lines: [{ sku: dice.pick(["milk", "rice"]), quantity: 1, amount }] });
  }

  #refund(one: (type: string, props: PostedEventInput["props"], who: string) => PostedEventInput): PostedEventInput {
    const order = this.#orders.length === 0 ? undefined : this.dice.pick(this.#orders);
    return one("order.refunded", { orderId: order?.id ?? "o-none", amount: 100 }, order?.customer ?? "c1");
  }

  /** Somebody was known twice. */
  #merge(
    one: (type: string, props: PostedEventInput["props"], who: string) => PostedEventInput,
    advisorId: string,
  ): PostedEventInput[] {
    this.#extra += 1;
    const [from, into] = [`x${this.#extra}`, this.#who()];
    const isNamed = Number(into.slice(1)) % 3 === 0 || this.#extra % 3 === 0;
    const added = one("friend.added", { advisorId }, from);
    return isNamed ? [added] : [added, one("customer.merged", { fromId: from, intoId: into }, from)];
  }
}
