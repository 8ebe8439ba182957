import { partitionOf } from "../../core/journey/partition.js";
import type { AppendResult, NewLogEntry } from "../port.js";
import type { Connection } from "./connection.js";
import type { Draft } from "./draft.js";
import { META } from "./lease.js";

const ID = "log";

/** Highest log position ever given. Trimmed entries are gone, so a trim notes it before it deletes. */
export async function readLastSeq(connection: Connection): Promise<number> {
  const [noted] = await connection.findAny<{ last: number }>(META, { _id: ID }, { limit: 1 });
  const newest = await connection.first("log", {}, { _id: -1 });
  return Math.max(noted?.last ?? 0, newest?._id ?? 0);
}

export async function noteLastSeq(connection: Connection, last: number): Promise<void> {
  await connection.apply({ name: META, put: [{ _id: ID, last } as { _id: string }], remove: [] }); // read above
}

/** Gives positions. They are taken when a write has succeeded: `forget` after one that may have failed. */
export class LogHead {
  #last: number | undefined;

  constructor(private readonly connection: Connection) {}

  async last(): Promise<number> {
    this.#last ??= await readLastSeq(this.connection);
    return this.#last;
  }

  forget(): void {
    this.#last = undefined;
  }

  /** Adds the entries to a draft, each unless it is a duplicate. `done` is to be called when they are written. */
  async append(
    draft: Draft,
    entries: readonly NewLogEntry[],
  ): Promise<{ readonly results: AppendResult[]; readonly done: () => void }> {
    await draft.load(
      "dedupe",
      entries.flatMap(({ dedupe }) => dedupe.map(({ key }) => key)),
    );
    let last = entries.length === 0 ? 0 : await this.last();
    const results = entries.map((entry): AppendResult => {
      if (!take(draft, entry)) return { status: "duplicate" };
      last++;
      draft.put("log", {
        _id: last,
        kind: entry.kind,
        customerId: entry.customerId,
        partition: entry.customerId === undefined ? 0 : partitionOf(entry.customerId),
        id: entry.id,
        at: entry.at,
        received: entry.received,
        type: entry.type,
        source: entry.source,
        ...(entry.history ? { history: true } : {}),
        body: JSON.stringify(entry.body),
      });
      return { status: "accepted", seq: last };
    });
    const done = () => {
      if (entries.length > 0) this.#last = last;
    };
    return { results, done };
  }
}

/** Takes all keys of an entry, or none when one of them still holds when it was received. */
function take(draft: Draft, { dedupe, received }: NewLogEntry): boolean {
  const holds = (key: string) => {
    const taken = draft.get("dedupe", key);
    return taken !== undefined && (taken.until ?? Number.POSITIVE_INFINITY) > received;
  };
  if (dedupe.some(({ key }) => holds(key))) return false;
  for (const { key, until } of dedupe) draft.put("dedupe", { _id: key, until });
  return true;
}
