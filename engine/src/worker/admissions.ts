import { chooseAdmissions, type Waiting } from "../core/journey/choose-admissions.js";
import type { ThrottledTrigger } from "../core/journey/index.js";
import { localDayNumber } from "../core/time/index.js";
import type { ScheduleRow } from "../store/index.js";
import type { Machine } from "./machine.js";
import { entryRowId } from "./schedule-rows.js";
import { systemEvent } from "./system-event.js";

type Turn = Pick<Waiting, "id" | "customerId">;

const flowOf = (trigger: string): string => trigger.slice(0, trigger.indexOf("/"));

/** Customers whose value and owner are read at a time. */
const PAGE = 512;

/**
 * Lets people in who wait at throttled triggers (`entry`), as many as the day allows.
 *
 * A1. The count of the day is committed together with the inputs that admit: a crash admits nobody twice and nobody too
 *     many.
 * A2. It begins when everything that was in the log at the start is applied: till then the queue is not known.
 * A3. While a run still adds people to a queue nobody is admitted from it, so that the order holds for all of them.
 */
export class Admissions {
  /** Log position that must be applied first. */
  #waitsFor = Number.POSITIVE_INFINITY;
  /** What the answer to "is it anybody's turn" hung on when it was last no. */
  readonly #settled = new Map<string, string>();

  constructor(private readonly machine: Machine) {}

  waitFor(seq: number): void {
    this.#waitsFor = seq;
    this.#settled.clear();
  }

  /** Admits people at one trigger. True when somebody was admitted. */
  async page(): Promise<boolean> {
    const { context, cursor, queue } = this.machine;
    if (cursor < this.#waitsFor) return false;
    for (const key of queue.triggers()) {
      const trigger = context.flows.throttles.get(key);
      if (await (trigger ? this.#admit(key, trigger) : this.#admitAll(key))) return true;
    }
    return false;
  }

  /** The throttle is gone, or the trigger with it: everybody's turn has come, and the flow's rules say what becomes of it. */
  async #admitAll(key: string): Promise<boolean> {
    const { context, queue } = this.machine;
    if (context.flows.get(flowOf(key))?.state === "paused") return false;
    await this.#tell(key, queue.at(key).slice(0, PAGE), []);
    return true;
  }

  /** Puts into the log that it is their turn, together with the count of the day (A1). */
  async #tell(key: string, chosen: readonly Turn[], schedules: readonly ScheduleRow[]): Promise<void> {
    const { machine } = this;
    const now = machine.now();
    const flowId = flowOf(key);
    const append = chosen.map(({ id, customerId }) =>
      systemEvent({
        customerId,
        id: `flow.admitted/${id}`,
        type: "flow.admitted",
        at: now,
        received: now,
        props: { flowId, entryId: id },
      }),
    );
    await machine.commit({ schedules, extra: (batch) => batch.append.push(...append) });
    machine.queue.take(
      key,
      chosen.map(({ id }) => id),
    );
  }

  async #admit(key: string, trigger: ThrottledTrigger): Promise<boolean> {
    const { machine } = this;
    const { queue, rows, context } = machine;
    if (this.#isFilling(trigger)) return false;
    const { flowId, newest } = trigger.flow;
    const now = machine.now();
    const day = localDayNumber(newest.plan.settings.timezone, now);
    const state = `${day}/${newest.version}/${context.hash}`;
    if (!queue.hasNews(key) && this.#settled.get(key) === state) return false;
    const id = entryRowId(key);
    const row = rows.get(id);
    const before = row?.admitted?.day === day ? row.admitted : { day, total: 0, byAdvisor: {} };
    const { perDay } = trigger.entry;
    if (perDay !== undefined && before.total >= perDay) {
      this.#settled.set(key, state);
      return false;
    }
    const { chosen, admitted } = chooseAdmissions(await this.#waiting(key), trigger.entry, before);
    this.#settled.set(key, state);
    if (chosen.length === 0) return false;
    const next: ScheduleRow = { id, flowId, nodeId: trigger.nodeId, version: newest.version, admitted };
    await this.#tell(key, chosen, [next]);
    return true;
  }

  /** A run of the trigger, or the publish pass of its flow, is still asking people. */
  #isFilling({ flow: { flowId }, nodeId }: ThrottledTrigger): boolean {
    const { rows } = this.machine;
    return (
      rows.get(`${flowId}/${nodeId}`)?.running !== undefined || rows.get(`${flowId}/publish`)?.running !== undefined
    );
  }

  async #waiting(key: string): Promise<Waiting[]> {
    const { store, queue } = this.machine;
    const queued = queue.at(key);
    const waiting: Waiting[] = [];
    for (let i = 0; i < queued.length; i += PAGE) {
      const page = queued.slice(i, i + PAGE);
      const ids = page.map(({ customerId }) => customerId);
      const customers = await this.machine.patiently(() => store.customers.load(ids));
      for (const one of page) {
        const customer = customers.get(one.customerId);
        if (customer?.status !== "live") continue; // on hold: its turn comes when it is released
        waiting.push({ ...one, advisorId: customer.advisorId, spend: customer.orders.spend });
      }
    }
    return waiting;
  }
}
