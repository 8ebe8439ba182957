import type { BrandSettings, Task } from "@sopflow/schemas";
import type { AlertEffect } from "../core/journey/index.js";
import { DAY_MS, HOUR_MS } from "../core/time/index.js";
import type { ScheduleRow, Store } from "../store/index.js";

const STOP = "stop:";
const RETRY = "retry:";
const HOURS_A_DAY = 24;

/** Row that says that a step is stopped, or when it was released. */
export const stopRowId = (flowId: string, nodeId: string): string => `${STOP}${flowId}/${nodeId}`;

/** Row of the run that brings the people of a released step on. */
export const retryRow = (flowId: string, nodeId: string, at: number): ScheduleRow => ({
  id: `${RETRY}${flowId}/${nodeId}`,
  flowId,
  nodeId,
  version: 0,
  running: { at, afterId: "" },
});

export const isRetryRow = ({ id }: ScheduleRow): boolean => id.startsWith(RETRY);
/** Rows of the breaker, which belong to no schedule. */
export const isBreakerRow = ({ id }: ScheduleRow): boolean => id.startsWith(STOP) || id.startsWith(RETRY);

interface Count {
  readonly hour: number;
  n: number;
}

interface Forecast {
  readonly hour: number;
  readonly mean: number;
}

/**
 * Stops a step that issues far more tasks within an hour than it usually does at that time of the day.
 *
 * V1. Every task counts in the order in which it is issued, those of the batch in hand too: the one over the limit is the
 *     last of its customer, and nobody after it gets one.
 * V2. A stop is a row that is committed with the batch that caused it: a restart forgets neither stop nor count.
 * V3. A forecast is only worked out for a step that comes above the least number at which it could be stopped.
 */
export class VolumeBreaker {
  readonly #counts = new Map<string, Count>();
  readonly #forecasts = new Map<string, Forecast>();
  #stopped: ReadonlySet<string> = new Set();
  /** Stops of the batch in hand. */
  #tripped: { row: ScheduleRow; alert: AlertEffect }[] = [];

  constructor(private readonly store: Store) {}

  /** Steps that issue nothing; a new set whenever it changes. */
  get stopped(): ReadonlySet<string> {
    return this.#stopped;
  }

  /** Counts anew what the running hour has brought, and who is stopped, as the store says. */
  async reload(rows: ReadonlyMap<string, ScheduleRow>, now: number): Promise<void> {
    this.#counts.clear();
    this.#tripped = [];
    const hour = Math.floor(now / HOUR_MS);
    for (const { flowId, nodeId, count } of await this.store.tasks.issuedByHour(hour * HOUR_MS)) {
      this.#counts.set(`${flowId}/${nodeId}`, { hour, n: count });
    }
    for (const row of rows.values()) {
      const { releasedAt, flowId, nodeId } = row;
      if (!row.id.startsWith(STOP) || releasedAt === undefined || releasedAt < hour * HOUR_MS) continue;
      const step = { flowId, nodeId };
      const since = await this.store.tasks.issuedByHour(releasedAt, step);
      this.#counts.set(`${flowId}/${nodeId}`, { hour, n: since.reduce((sum, { count }) => sum + count, 0) });
    }
    this.follow(rows);
  }

  /** The rows changed: who is stopped follows them. */
  follow(rows: ReadonlyMap<string, ScheduleRow>): void {
    const stopped = [...rows.values()].filter((row) => row.stopped !== undefined && row.id.startsWith(STOP));
    this.#stopped = new Set(stopped.map(({ flowId, nodeId }) => `${flowId}/${nodeId}`));
  }

  /** The step was released: its hour begins anew. */
  forgive(flowId: string, nodeId: string): void {
    this.#counts.delete(`${flowId}/${nodeId}`);
  }

  /** Counts what one customer's inputs issued; a step that came over its limit is stopped for those who follow. */
  async note(tasks: readonly Task[], { breaker }: BrandSettings): Promise<void> {
    if (breaker.factor === 0) return;
    for (const { flowId, nodeId, issuedAt } of tasks) {
      const key = `${flowId}/${nodeId}`;
      const hour = Math.floor(issuedAt / HOUR_MS);
      const known = this.#counts.get(key);
      const count = known?.hour === hour ? known : { hour, n: 0 };
      count.n += 1;
      this.#counts.set(key, count);
      if (count.n <= breaker.factor * breaker.minimum || this.#stopped.has(key)) continue;
      const mean = await this.#forecast(flowId, nodeId, hour, breaker.days);
      const forecast = Math.max(mean, breaker.minimum);
      if (count.n > breaker.factor * forecast) this.#trip(flowId, nodeId, issuedAt, count.n, Math.round(forecast));
    }
  }

  /** Stops that are to be committed with the batch. */
  get tripped(): readonly { readonly row: ScheduleRow; readonly alert: AlertEffect }[] {
    return this.#tripped;
  }

  /** They were committed. */
  accept(): void {
    if (this.#tripped.length > 0) this.#tripped = [];
  }

  #trip(flowId: string, nodeId: string, at: number, count: number, forecast: number): void {
    this.#stopped = new Set([...this.#stopped, `${flowId}/${nodeId}`]);
    const detail = { count, forecast };
    this.#tripped.push({
      row: { id: stopRowId(flowId, nodeId), flowId, nodeId, version: 0, stopped: { at, ...detail } },
      alert: { kind: "alert", code: "node.stopped", at, customerId: "", flowId, nodeId, detail },
    });
  }

  /** Mean of the same hour of the days before, since the step's first task among them. */
  async #forecast(flowId: string, nodeId: string, hour: number, days: number): Promise<number> {
    const key = `${flowId}/${nodeId}`;
    const known = this.#forecasts.get(key);
    if (known?.hour === hour) return known.mean;
    const since = hour * HOUR_MS - days * DAY_MS;
    const rows = (await this.store.tasks.issuedByHour(since, { flowId, nodeId })).filter((row) => row.hour < hour);
    const first = rows.reduce((least, row) => Math.min(least, row.hour), hour);
    const lived = Math.ceil((hour - first) / HOURS_A_DAY);
    const same = rows.filter((row) => (hour - row.hour) % HOURS_A_DAY === 0);
    const mean = lived === 0 ? 0 : same.reduce((sum, { count }) => sum + count, 0) / lived;
    this.#forecasts.set(key, { hour, mean });
    return mean;
  }
}
