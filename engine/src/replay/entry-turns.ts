import { type Admitted, chooseAdmissions, type Waiting } from "../core/journey/choose-admissions.js";
import type { EnrollmentEffect } from "../core/journey/effect.js";
import type { FlowDirectory, ThrottledTrigger } from "../core/journey/flow-directory.js";
import { localDayNumber, startOfLocalDay } from "../core/time/index.js";
import { EntryQueue } from "../worker/entry-queue.js";

/** Of whoever waits: what the order and the allowance of an owner go by. Undefined = not to be let in now. */
export type WhoWaits = (customerId: string) => Pick<Waiting, "advisorId" | "spend"> | undefined;

/**
 * Whose turn it is to enter at throttled triggers (`entry`) in a replay: queue and choice are the worker's own. Live asks
 * whenever somebody joined and when a day begins; here the next such moment is known beforehand.
 */
export class EntryTurns {
  readonly #queue = new EntryQueue();
  readonly #admitted = new Map<string, Admitted>();
  /** When a trigger at which people wait is to be asked next, epoch ms. */
  readonly #askAt = new Map<string, number>();

  /** An entry joined the queue, or is over. */
  note(customerId: string, { id, flowId, nodeId, since, state }: EnrollmentEffect): void {
    this.#queue.note([{ id, customerId, flowId, nodeId, since, state }]);
    if (state !== "waiting") return;
    const key = `${flowId}/${nodeId}`;
    this.#askAt.set(key, Math.min(since, this.#askAt.get(key) ?? since));
  }

  /** When somebody's turn may come next, epoch ms; `Infinity` while nobody waits. */
  nextTime(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const at of this.#askAt.values()) if (at < next) next = at;
    return next;
  }

  /** Those whose turn has come at `at`; they wait no longer. */
  take(at: number, { throttles }: FlowDirectory, who: WhoWaits): { id: string; customerId: string; flowId: string }[] {
    const chosen: { id: string; customerId: string; flowId: string }[] = [];
    for (const [key, askAt] of this.#askAt) {
      const trigger = throttles.get(key);
      if (askAt > at) continue;
      this.#askAt.delete(key);
      if (!trigger) continue;
      const { flowId } = trigger.flow;
      for (const { id, customerId } of this.#choose(key, trigger, at, who)) chosen.push({ id, customerId, flowId });
    }
    return chosen;
  }

  #choose(key: string, trigger: ThrottledTrigger, at: number, who: WhoWaits): readonly Waiting[] {
    const zone = trigger.flow.newest.plan.settings.timezone;
    const day = localDayNumber(zone, at);
    const before = this.#admitted.get(key);
    const waiting = this.#queue.at(key).flatMap((one) => {
      const more = who(one.customerId);
      return more ? [{ ...one, ...more }] : [];
    });
    const today = before?.day === day ? before : { day, total: 0, byAdvisor: {} };
    const { chosen, admitted } = chooseAdmissions(waiting, trigger.entry, today);
    this.#admitted.set(key, admitted);
    this.#queue.take(
      key,
      chosen.map(({ id }) => id),
    );
    if (chosen.length < waiting.length) this.#askAt.set(key, startOfLocalDay(zone, day + 1));
    return chosen;
  }
}
