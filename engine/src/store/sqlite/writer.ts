import type { AppendResult, CommitBatch, IdentityBinding, NewLogEntry } from "../port.js";
import { prepareAppend } from "./append-log.js";
import { prepareCommit } from "./commit.js";
import type { Connection } from "./connection.js";
import { prepareIdentities } from "./identities.js";
import { type PackedBatch, packBatch } from "./pack-batch.js";
import { type PackedEntries, packEntries } from "./pack-entries.js";

/** What is written all the time, each in one transaction, on whatever thread. */
export interface WriterJobs {
  append(entries: PackedEntries): number[];
  commit(batch: PackedBatch): void;
  bind(bindings: readonly IdentityBinding[]): string[];
}

export function prepareJobs(connection: Connection): WriterJobs {
  const append = prepareAppend(connection);
  const commit = prepareCommit(connection, append);
  const identities = prepareIdentities(connection);
  return {
    append: (entries) => connection.transact(() => append(entries)),
    commit,
    bind: (bindings) =>
      connection.transact(() => bindings.map((one) => identities.bind(one.idType, one.value, one.customerId))),
  };
}

/** The jobs, done in the order in which they are given. What is done can be read, and is durable when the store says so. */
export type RunJobs = {
  readonly [Name in keyof WriterJobs]: (
    input: Parameters<WriterJobs[Name]>[0],
  ) => Promise<ReturnType<WriterJobs[Name]>>;
};

/** The jobs done on the spot. */
export function runHere(connection: Connection): RunJobs {
  const { append, commit, bind } = prepareJobs(connection);
  return {
    append: async (entries) => append(entries),
    commit: async (batch) => commit(batch),
    bind: async (bindings) => bind(bindings),
  };
}

export interface Writer {
  append(entries: readonly NewLogEntry[]): Promise<AppendResult[]>;
  commit(batch: CommitBatch): Promise<void>;
  bind(bindings: readonly IdentityBinding[]): Promise<string[]>;
}

/** `refuse` throws while nothing may be written. */
export function createWriter(run: RunJobs, refuse: () => void): Writer {
  // A batch that is repeated is the same to the letter, whatever became of its documents since.
  const packed = new WeakMap<CommitBatch, PackedBatch>();
  return {
    async append(entries) {
      refuse();
      const positions = await run.append(packEntries(entries));
      return positions.map((seq) => (seq === 0 ? { status: "duplicate" } : { status: "accepted", seq }));
    },
    async commit(batch) {
      refuse();
      const values = packed.get(batch) ?? packBatch(batch);
      packed.set(batch, values);
      await run.commit(values);
    },
    async bind(bindings) {
      refuse();
      return run.bind(bindings);
    },
  };
}
