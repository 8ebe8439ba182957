/**
 * What advisors did, on its way to the server. It owns the entries and their copies on the device; it knows neither the
 * list of tasks nor the page.
 *
 *  O1. An entry is on the device before the page shows it as done, and leaves the device only when the server has taken
 *      it, or when the advisor has read why it was refused.
 *  O2. An entry can be undone until its first try, and never afterwards.
 *  O3. Every try of an entry carries the same key, so that the server counts it once however often it is sent.
 *  O4. Entries are kept under the user who made them, and sent in nobody else's name.
 *  O5. What was done about one customer is sent in the order in which it was done, one at a time: a failure that passes
 *      holds back those behind it, a refusal does not. Where the server cannot be reached at all, everything waits.
 */
import { ApiFailure } from "../../api/api-failure.js";
import { type DeskAct, isUnsent, listOf, type OutboxEntry, readEntry } from "./outbox-entry.js";

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

/** What something was done about. */
export interface OutboxSubject {
  readonly id: string;
  readonly title: string;
  readonly customerId?: string | undefined;
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
  /** The server could not be reached: nothing is sent before. */
  #holdUntil = 0;
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

  /** Takes something in; it is sent after the time to undo, ms (0: what is undone by doing the opposite). */
  add(about: OutboxSubject, act: DeskAct, undoMs = UNDO_MS): OutboxEntry {
    const now = this.#options.now();
    const entry: OutboxEntry = {
      key: this.#options.newKey(),
      taskId: about.id,
      customerId: about.customerId,
      title: about.title,
      act,
      madeAt: now,
      sendAt: now + undoMs,
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
    if (entry?.state !== "waiting" || entry.tries > 0 || entry.held) return false;
    this.#forget(entry);
    this.#set(this.#entries.filter((e) => e !== entry));
    this.#plan();
    return true;
  }

  /** Puts away the notice of a refusal. */
  dismiss(key: string): void {
    const entry = this.#entries.find((e) => e.key === key && e.state === "refused");
    if (!entry) return;
    this.#forget(entry);
    this.#set(this.#entries.filter((e) => e !== entry));
  }

  /** Sends everything now: the connection is back, or somebody signed in again. */
  async sendNow(): Promise<void> {
    const now = this.#options.now();
    this.#holdUntil = 0;
    this.#set(this.#entries.map((e) => (e.state === "waiting" && e.held ? { ...e, sendAt: now } : e)));
    await this.#pump();
  }

  /**
   * The page is being left: every customer's first goes out at once, in requests that outlive the page, and the next
   * ones as long as the page still runs. Entries stay on the device until they are answered for, so what does not make
   * it is sent by the next visit.
   */
  leave(): void {
    for (const head of this.#heads()) void this.#sendLane(head);
  }

  /** An answer to `list` that was asked for at `fetchedAt` is here: entries that it must already reflect are done with. */
  settle(list: string, fetchedAt: number): void {
    const kept = this.#entries.filter(
      (e) => e.sentAt === undefined || e.sentAt + SETTLED_MS > fetchedAt || listOf(e) !== list,
    );
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

  /** The first of each customer that is not sent yet, where it is not on its way. */
  #heads(): OutboxEntry[] {
    const lanes = new Set<string>();
    return this.#entries.filter((entry) => {
      const lane = laneOf(entry);
      if (!isUnsent(entry) || lanes.has(lane)) return false;
      lanes.add(lane);
      return entry.state === "waiting";
    });
  }

  #due(): OutboxEntry | undefined {
    const now = this.#options.now();
    if (this.#stopped || now < this.#holdUntil) return undefined;
    return this.#heads().find(({ sendAt }) => sendAt <= now);
  }

  async #sendLane(first: OutboxEntry): Promise<void> {
    for (let next: OutboxEntry | undefined = first; next; ) {
      await this.#sendOne(next, true);
      const { key } = next;
      const hasAnswer = this.#entries.some((e) => e.key === key && e.state !== "waiting");
      next = hasAnswer ? this.#heads().find((e) => laneOf(e) === laneOf(first)) : undefined;
    }
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
        const sendAt = this.#options.now() + Math.min(1_000 * 2 ** tries, LONGEST_WAIT_MS);
        // A server that fails on one request may well take the others.
        if (!(error instanceof ApiFailure && error.status === 500)) this.#holdUntil = sendAt;
        this.#change(entry.key, { state: "waiting", held: true, sendAt });
        return;
      }
      const problem = error instanceof Error ? error.message : String(error);
      this.#keep({ ...entry, state: "refused", problem });
      this.#change(entry.key, { state: "refused", problem });
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
    this.#holdBack();
    const heads = new Set(this.#heads());
    const times = this.#entries.flatMap((e) => {
      if (e.state !== "waiting") return [];
      if (heads.has(e)) return [e.held ? Math.max(e.sendAt, this.#holdUntil) : e.sendAt];
      return e.held ? [] : [e.sendAt];
    });
    if (times.length === 0) return;
    const delayMs = Math.max(0, Math.min(...times) - this.#options.now());
    this.#cancelTimer = this.#options.schedule(delayMs, () => void this.#pump());
  }

  /** What cannot be undone any more, and cannot be sent yet, is said to wait. */
  #holdBack(): void {
    const now = this.#options.now();
    const due = this.#due();
    const isLate = (e: OutboxEntry) => e.state === "waiting" && !e.held && e.sendAt <= now && e !== due;
    if (this.#entries.some(isLate)) this.#set(this.#entries.map((e) => (isLate(e) ? { ...e, held: true } : e)));
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

const laneOf = ({ customerId, taskId }: OutboxEntry): string => customerId ?? taskId;
