/**
 * What advisors did, on its way to the server. It owns the entries and their copies on the device; it knows neither the
 * list of tasks nor the page.
 *
 *  O1. An entry is on the device before the page shows it as done, and leaves the device only when the server has
 *      answered for it: taken, a duplicate, or refused for good.
 *  O2. An entry can be undone until its first try, and never afterwards.
 *  O3. Every try of an entry carries the same key, so that the server counts it once however often it is sent.
 *  O4. Entries are kept under the user who made them, and sent in nobody else's name.
 *  O5. Entries are sent in the order in which they were made, one at a time (all at once only while the page is left);
 *      a failure that passes holds back those behind it, a refusal does not.
 */
import { ApiFailure } from "../../api/api-failure.js";
import { type DeskAct, type OutboxEntry, readEntry } from "./outbox-entry.js";

export interface OutboxOptions {
  readonly userId: string;
  readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;
  readonly now: () => number;
  /** Calls back later, and answers how to call it off. */
  readonly schedule: (delayMs: number, run: () => void) => () => void;
  readonly newKey: () => string;
  readonly send: (entry: OutboxEntry, leaving: boolean) => Promise<unknown>;
  /** The server has taken an entry: the list is worth asking for again. */
  readonly onSent?: (entry: OutboxEntry) => void;
}

/** How long an advisor may take something back, ms. */
export const UNDO_MS = 5_000;
const LONGEST_WAIT_MS = 60_000;
/** A list asked for so long after an entry was taken already shows what came of it, ms. */
const SETTLED_MS = 3_000;

export class Outbox {
  #entries: readonly OutboxEntry[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #options: OutboxOptions;
  #cancelTimer: (() => void) | undefined;
  #pumping = false;
  #stopped = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#entries = this.#readKept();
    this.#plan();
  }

  readonly snapshot = (): readonly OutboxEntry[] => this.#entries;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes something in; it is sent after the time to undo. */
  add(task: { readonly id: string; readonly title: string }, act: DeskAct): OutboxEntry {
    const now = this.#options.now();
    const entry: OutboxEntry = {
      key: this.#options.newKey(),
      taskId: task.id,
      title: task.title,
      act,
      madeAt: now,
      sendAt: now + UNDO_MS,
      tries: 0,
      state: "waiting",
    };
    this.#keep(entry);
    this.#set([...this.#entries, entry]);
    this.#plan();
    return entry;
  }

  /** Takes an entry back. False when it is on its way already. */
  undo(key: string): boolean {
    const entry = this.#entries.find((e) => e.key === key);
    if (entry?.state !== "waiting" || entry.tries > 0) return false;
    this.#forget(entry);
    this.#set(this.#entries.filter((e) => e !== entry));
    this.#plan();
    return true;
  }

  /** Puts away the notice of a refusal. */
  dismiss(key: string): void {
    this.#set(this.#entries.filter((e) => !(e.key === key && e.state === "refused")));
  }

  /** Sends everything now: the connection is back, or somebody signed in again. */
  async sendNow(): Promise<void> {
    const now = this.#options.now();
    this.#set(this.#entries.map((e) => (e.state === "waiting" && e.tries > 0 ? { ...e, sendAt: now } : e)));
    await this.#pump();
  }

  /**
   * The page is being left: everything goes out at once, in requests that outlive the page. Entries stay on the device
   * until they are answered for, so what does not make it is sent by the next visit.
   */
  leave(): void {
    for (const entry of this.#entries) if (entry.state === "waiting") void this.#sendOne(entry, true);
  }

  /** A list that was asked for at `fetchedAt` is here: entries that it must already reflect are done with. */
  settle(fetchedAt: number): void {
    const kept = this.#entries.filter((e) => e.sentAt === undefined || e.sentAt + SETTLED_MS > fetchedAt);
    if (kept.length !== this.#entries.length) this.#set(kept);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer?.();
  }

  async #pump(): Promise<void> {
    if (this.#pumping || this.#stopped) return;
    this.#pumping = true;
    try {
      for (let entry = this.#due(); entry !== undefined; entry = this.#due()) await this.#sendOne(entry, false);
    } finally {
      this.#pumping = false;
      this.#plan();
    }
  }

  /** The first that is not sent yet, if its time has come. */
  #due(): OutboxEntry | undefined {
    if (this.#stopped) return undefined;
    const first = this.#entries.find((e) => e.state === "waiting");
    return first && first.sendAt <= this.#options.now() ? first : undefined;
  }

  async #sendOne(entry: OutboxEntry, leaving: boolean): Promise<void> {
    const tries = entry.tries + 1;
    this.#change(entry.key, { state: "sending", tries });
    try {
      await this.#options.send(entry, leaving);
      this.#forget(entry);
      this.#change(entry.key, { state: "sent", sentAt: this.#options.now() });
      this.#options.onSent?.(entry);
    } catch (error) {
      if (this.#mayPass(error)) {
        const waitMs = Math.min(1_000 * 2 ** tries, LONGEST_WAIT_MS);
        this.#change(entry.key, { state: "waiting", sendAt: this.#options.now() + waitMs });
        return;
      }
      this.#forget(entry);
      this.#change(entry.key, { state: "refused", problem: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Signing in again, or a request sent while leaving whose page came back, is a matter of time too. */
  #mayPass(error: unknown): boolean {
    if (!(error instanceof ApiFailure)) return false;
    return error.isPassing || error.isSignedOut || error.code === "client.aborted" || error.code === "auth.csrf";
  }

  #plan(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#stopped || this.#pumping) return;
    const next = this.#entries.find((e) => e.state === "waiting");
    if (!next) return;
    const delayMs = Math.max(0, next.sendAt - this.#options.now());
    this.#cancelTimer = this.#options.schedule(delayMs, () => void this.#pump());
  }

  #change(key: string, change: Partial<OutboxEntry>): void {
    this.#set(this.#entries.map((e) => (e.key === key ? { ...e, ...change } : e)));
  }

  #set(entries: readonly OutboxEntry[]): void {
    this.#entries = entries;
    for (const listener of this.#listeners) listener();
  }

  get #prefix(): string {
    // Encoded, so that no user's prefix is the beginning of another's.
    return `sopflow.outbox/${encodeURIComponent(this.#options.userId)}/`;
  }

  #readKept(): OutboxEntry[] {
    const { storage } = this.#options;
    const found: OutboxEntry[] = [];
    try {
      for (let i = 0; i < storage.length; i++) {
        const name = storage.key(i);
        if (!name?.startsWith(this.#prefix)) continue;
        const entry = readEntry(storage.getItem(name) ?? "");
        if (entry) found.push(entry);
      }
    } catch {
      // Storage is forbidden: entries then live as long as the page.
    }
    return found.sort((a, b) => a.madeAt - b.madeAt);
  }

  #keep(entry: OutboxEntry): void {
    try {
      this.#options.storage.setItem(this.#prefix + entry.key, JSON.stringify(entry));
    } catch {
      // As above, or full.
    }
  }

  #forget(entry: OutboxEntry): void {
    try {
      this.#options.storage.removeItem(this.#prefix + entry.key);
    } catch {
      // As above.
    }
  }
}
