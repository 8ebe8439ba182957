import { randomUUID } from "node:crypto";
import { BSON } from "mongodb";
import type { Change, Connection } from "./connection.js";
import type { Draft } from "./draft.js";
import { eraseCustomers } from "./erase.js";

const JOURNAL = "journal";
const COMMIT = "commit";

/** Documents of a journal that is too long for one lie in parts beside it. MongoDB's limit is 16 MB. */
const PART_BYTES = 8 * 1024 * 1024;

interface Entry {
  readonly _id: string;
  readonly token: string;
  /** Whose it is, by its lease; absent in data of before. */
  readonly holder?: string;
  readonly changes: readonly Change[];
  readonly erase: readonly string[];
}

/** By what a process's entries are known. */
export interface Writer {
  readonly holder: string;
  /** Who had the lease before and did not give it back: what that one left is finished. Undefined = any. */
  readonly former?: string | undefined;
}

/**
 * Makes a write of many documents all or nothing where the database can only do so with one: the documents as they will
 * be are written into a journal first. The journal's document `commit` is the point from which the write has happened;
 * its changes are then made, and made again by whoever finds it, until it is gone. Making them twice changes nothing,
 * because each is a whole document, and because nothing else is written before the journal is empty.
 *
 * A process that lost its lease without knowing may still put an entry there: it counts for nothing, because nobody but
 * its writer, or who took the lease from that writer, makes its changes, and the writer asks for its lease before that.
 */
export class Journal {
  constructor(
    private readonly connection: Connection,
    private readonly writer: Writer,
    private readonly partBytes = PART_BYTES,
  ) {}

  /** What was there at the start has been finished: from then on only own entries count. */
  #tookOver = false;

  /** Rejects before the point of no return, or after it: `recover` finds out which. `token` names the write. */
  async write(draft: Draft, token: string = randomUUID()): Promise<void> {
    const changes = draft.changes();
    const { erase } = draft;
    if (erase.length === 0 && isOneDocument(changes)) {
      for (const change of changes) await this.connection.apply(change);
      return;
    }
    const entry = { _id: COMMIT, token, holder: this.writer.holder, changes, erase };
    const hasParts = await this.#log(entry);
    await this.#make(entry);
    await this.#clear(hasParts);
  }

  /** Finishes what was begun and passed its point of no return, takes back what did not. Returns the token of the former. */
  async recover(): Promise<string | undefined> {
    const found = await this.connection.findAny<Entry>(JOURNAL, {});
    const commit = found.find((entry) => entry._id === COMMIT && this.#counts(entry));
    if (commit) {
      const parts = found.filter(({ _id, token }) => _id !== COMMIT && token === commit.token);
      await this.#make({ ...commit, changes: [...parts.flatMap(({ changes }) => changes), ...commit.changes] });
    }
    if (found.length > 0) await this.#clear(true);
    this.#tookOver = true;
    return commit?.token;
  }

  #counts({ holder }: Entry): boolean {
    const { writer } = this;
    if (holder === writer.holder) return true;
    return !this.#tookOver && (holder === undefined || writer.former === undefined || holder === writer.former);
  }

  /** Whether it took parts. */
  async #log(entry: Entry): Promise<boolean> {
    const parts = inParts(entry.changes, this.partBytes);
    if (parts.length <= 1) {
      await this.#insert(entry);
      return false;
    }
    for (const [index, changes] of parts.entries()) {
      await this.#insert({ ...entry, _id: `part ${index}`, changes, erase: [] });
    }
    await this.#insert({ ...entry, changes: [] });
    return true;
  }

  async #insert(entry: Entry): Promise<void> {
    if (await this.connection.insert(JOURNAL, entry)) return;
    // Every write of this process begins with an empty journal: a process without a lease put it there.
    await this.connection.removeWhere(JOURNAL, { holder: { $ne: this.writer.holder } });
    if (!(await this.connection.insert(JOURNAL, entry))) {
      throw new Error("the journal is not empty: a write of this process was begun and not finished");
    }
  }

  async #make({ changes, erase }: Entry): Promise<void> {
    // Collections beside each other, readers are kept out meanwhile; erasing sees everything that was written.
    const results = await Promise.allSettled(changesByName(changes).map((change) => this.connection.apply(change)));
    for (const result of results) if (result.status === "rejected") throw result.reason;
    await eraseCustomers(this.connection, erase);
  }

  /** The commit document first: parts without one mean nothing. */
  async #clear(hasParts: boolean): Promise<void> {
    await this.connection.removeWhere(JOURNAL, { _id: COMMIT });
    if (hasParts) await this.connection.removeWhere(JOURNAL, {});
  }
}

const isOneDocument = (changes: readonly Change[]) =>
  changes.reduce((sum, { put, remove }) => sum + put.length + remove.length, 0) <= 1;

function changesByName(changes: readonly Change[]): Change[] {
  const byName = new Map<string, Change>();
  for (const { name, put, remove } of changes) {
    const before = byName.get(name);
    byName.set(name, {
      name,
      put: [...(before?.put ?? []), ...put],
      remove: [...(before?.remove ?? []), ...remove],
    });
  }
  return [...byName.values()];
}

function inParts(changes: readonly Change[], limit: number): Change[][] {
  const parts: Change[][] = [];
  let part: Change[] = [];
  let bytes = 0;
  const add = (change: Change, size: number) => {
    if (bytes + size > limit && part.length > 0) {
      parts.push(part);
      part = [];
      bytes = 0;
    }
    part.push(change);
    bytes += size;
  };
  for (const { name, put, remove } of changes) {
    let run: { _id: string | number }[] = [];
    let size = 0;
    const flush = () => {
      if (run.length > 0) add({ name, put: run, remove: [] }, size);
      run = [];
      size = 0;
    };
    for (const document of put) {
      const own = BSON.calculateObjectSize(document) + 16;
      if (size + own > limit / 4) flush();
      run.push(document);
      size += own;
    }
    flush();
    if (remove.length > 0) add({ name, put: [], remove }, BSON.calculateObjectSize({ remove }));
  }
  if (part.length > 0) parts.push(part);
  return parts;
}
