import type { EnrollmentRow, Store } from "../store/index.js";

const PAGE = 2_000;

interface Queued {
  readonly id: string;
  readonly customerId: string;
  readonly since: number;
}

type NotedRow = Pick<EnrollmentRow, "id" | "customerId" | "flowId" | "nodeId" | "since" | "state">;

/**
 * Who waits for a turn to enter, by trigger (`<flow>/<node>`): a copy of the rows that the store holds, so that admitting
 * does not search them every second. Only the worker writes those rows, and tells it of each commit.
 */
export class EntryQueue {
  readonly #byTrigger = new Map<string, Map<string, Queued>>();
  /** Triggers at which somebody joined since they were last looked at. */
  readonly #joined = new Set<string>();
  /** Entries whose turn is in the log and not applied yet. */
  readonly #told = new Set<string>();

  /** Reads the queues of the given flows as the store has them. */
  async reload(store: Store, flowIds: Iterable<string>): Promise<void> {
    this.#byTrigger.clear();
    for (const flowId of flowIds) {
      for (let after: { customerId: string; id: string } | undefined; ; ) {
        const query = { flowId, state: "waiting", limit: PAGE } as const;
        const rows = await store.readSide.enrollments(after ? { ...query, after } : query);
        for (const row of rows) if (!this.#told.has(row.id)) this.#add(row);
        after = rows.at(-1);
        if (rows.length < PAGE) break;
      }
    }
  }

  /** Rows that were just committed. */
  note(rows: readonly NotedRow[]): void {
    for (const row of rows) {
      if (row.state === "waiting") this.#add(row);
      else this.#forget(row);
    }
  }

  /** Triggers at which somebody waits. */
  triggers(): string[] {
    return [...this.#byTrigger].filter(([, queue]) => queue.size > 0).map(([trigger]) => trigger);
  }

  /** Those who wait at a trigger. */
  at(trigger: string): readonly Queued[] {
    return [...(this.#byTrigger.get(trigger)?.values() ?? [])];
  }

  /** They were told that it is their turn: nobody is told twice. */
  take(trigger: string, ids: readonly string[]): void {
    for (const id of ids) {
      this.#byTrigger.get(trigger)?.delete(id);
      this.#told.add(id);
    }
  }

  /** Whether somebody joined since this was last asked. */
  hasNews(trigger: string): boolean {
    return this.#joined.delete(trigger);
  }

  #add({ id, customerId, flowId, nodeId, since }: NotedRow): void {
    const trigger = `${flowId}/${nodeId}`;
    const queue = this.#byTrigger.get(trigger) ?? new Map<string, Queued>();
    this.#byTrigger.set(trigger, queue.set(id, { id, customerId, since }));
    this.#joined.add(trigger);
  }

  /** Who entered stands further on by now, so the entry is looked for at every trigger of its flow. */
  #forget({ id, flowId }: NotedRow): void {
    this.#told.delete(id);
    if (this.#byTrigger.size === 0) return;
    for (const [trigger, queue] of this.#byTrigger) if (trigger.startsWith(`${flowId}/`)) queue.delete(id);
  }
}
