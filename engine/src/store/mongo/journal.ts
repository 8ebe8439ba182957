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
  readonly changes: readonly Change[];
  readonly erase: readonly string[];
}

/**
 * Makes a write of many documents all or nothing where the database can only do so with one: the documents as they will
 * be are written into a journal first. The journal's document `commit` is the point from which the write has happened;
 * its changes are then made, and made again by whoever finds it, until it is gone. Making them twice changes nothing,
 * because each is a whole document, and because nothing else is written before the journal is empty.
 */
export class Journal {
  constructor(
    private readonly connection: Connection,
    /** Throws when this process may not write any more. */
    private readonly check: () => Promise<void>,
    private readonly partBytes = PART_BYTES,
  ) {}

  /** Rejects before the point of no return, or after it: `recover` finds out which. `token` names the write. */
  async write(draft: Draft, token: string = randomUUID()): Promise<void> {
    const changes = draft.changes();
    const { erase } = draft;
    await this.check();
    if (erase.length === 0 && isOneDocument(changes)) {
      for (const change of changes) await this.connection.apply(change);
      return;
    }
    const entry = { _id: COMMIT, token, changes, erase };
    const hasParts = await this.#log(entry);
    await this.check();
    await this.#make(entry);
    await this.#clear(hasParts);
  }

  /** Finishes what was begun and passed its point of no return, takes back what did not. Returns the token of the former. */
  async recover(): Promise<string | undefined> {
    const found = await this.connection.findAny<Entry>(JOURNAL, {});
    if (found.length === 0) return undefined;
    await this.check();
    const commit = found.find(({ _id }) => _id === COMMIT);
    if (commit) {
      const parts = found.filter(({ _id, token }) => _id !== COMMIT && token === commit.token);
      await this.#make({ ...commit, changes: [...parts.flatMap(({ changes }) => changes), ...commit.changes] });
    }
    await this.#clear(true);
    return commit?.token;
  }

  /** Whether it took parts. */
  async #log(entry: Entry): Promise<boolean> {
    const parts = inParts(entry.changes, this.partBytes);
    if (parts.length <= 1) {
      await this.#insert(entry);
      return false;
    }
    for (const [index, changes] of parts.entries()) {
      await this.#insert({ _id: `part ${index}`, token: entry.token, changes, erase: [] });
    }
    await this.#insert({ ...entry, changes: [] });
    return true;
  }

  async #insert(entry: Entry): Promise<void> {
    if (!(await this.connection.insert(JOURNAL, entry))) {
      throw new Error("the journal is not empty: another process writes to this database");
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
