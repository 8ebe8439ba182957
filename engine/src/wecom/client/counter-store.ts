import type { RecordStore } from "../../store/index.js";

/** Small JSON that outlives a restart: counts of limits, and which secrets were refused. Never a token. */
export interface CounterStore {
  load(key: string): Promise<string | undefined>;
  /** What is saved may be forgotten after `until`, epoch ms. */
  save(key: string, value: string, until: number): Promise<void>;
}

/** Forgets with the process: for tests, and where a restart may begin to count anew. */
export function memoryCounters(): CounterStore {
  const values = new Map<string, string>();
  return {
    load: async (key) => values.get(key),
    async save(key, value) {
      values.set(key, value);
    },
  };
}

const KIND = "wecom.counter";

/** Counters in the product's store. A record is due when it may be forgotten. */
export function recordCounters(records: RecordStore): CounterStore {
  return {
    async load(key) {
      const value = (await records.get(KIND, key))?.doc.value;
      return typeof value === "string" ? value : undefined;
    },
    async save(key, value, until) {
      await records.put(KIND, [{ id: key, doc: { value }, dueAt: Math.ceil(until) }]);
    },
  };
}

/** Removes counters that count no more; answers how many. */
export async function forgetOldCounters(records: RecordStore, now: number, limit = 1_000): Promise<number> {
  const old = await records.due(KIND, now, limit);
  if (old.length > 0)
    await records.put(
      KIND,
      old.map(({ id, revision }) => ({ id, expected: revision })),
    );
  return old.length;
}
