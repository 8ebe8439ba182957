import { randomUUID } from "node:crypto";
import { StoreError } from "../errors.js";
import type { Connection } from "./connection.js";
import { Draft } from "./draft.js";
import { Gate } from "./gate.js";
import type { Journal } from "./journal.js";

/** Reads of whole batches, and writes that are all or nothing. One writes at a time; the others wait for their turn. */
export class Data {
  readonly #gate = new Gate();
  /** Token of the write that was begun and whose end is not known. */
  #unsure: string | undefined;
  /** Writes whose answer was lost, though they happened. */
  readonly #happened = new Set<string>();

  constructor(
    readonly connection: Connection,
    /** Undefined: opened to look only. */
    private readonly journal: Journal | undefined,
    /** Finishes what a process before this one, or an interrupted write, has left. */
    private readonly finish: () => Promise<void>,
  ) {}

  /** Brings the data in order before anything reads it. */
  open(): Promise<void> {
    return this.#gate.write(() => this.#settle(""));
  }

  async read<T>(work: () => Promise<T>): Promise<T> {
    if (this.#unsure !== undefined) await this.#gate.write(() => this.#settle(this.#unsure));
    return this.#gate.read(work);
  }

  /**
   * Writes what `plan` puts into the draft, as one. `token` names the write when it may be repeated after a failure: when
   * it turns out to have happened, the repetition does nothing.
   */
  write<T>(plan: (draft: Draft) => Promise<T>, token: string = randomUUID()): Promise<T | undefined> {
    return this.#gate.write(async () => {
      const { journal } = this;
      if (!journal) throw lookOnly(this.connection.place);
      await this.#settle(this.#unsure);
      if (this.#happened.delete(token)) return undefined;
      const draft = new Draft(this.connection);
      const result = await plan(draft);
      if (draft.isEmpty) return result;
      this.#unsure = token;
      try {
        await journal.write(draft, token);
        this.#unsure = undefined;
      } catch (error) {
        if (!(await this.#hasHappened(token))) throw error;
      }
      return result;
    });
  }

  /** For writes that are no batch of documents. They must be harmless when they stop anywhere. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#gate.write(async () => {
      if (!this.journal) throw lookOnly(this.connection.place);
      await this.#settle(this.#unsure);
      this.#unsure = "";
      const result = await work();
      this.#unsure = undefined;
      return result;
    });
  }

  /** After a failure: whether the write has passed its point of no return. Then it is done now. */
  async #hasHappened(token: string): Promise<boolean> {
    try {
      await this.#settle(token);
      return this.#happened.delete(token);
    } catch {
      return false; // not known yet: the next one to come finds out
    }
  }

  async #settle(token: string | undefined): Promise<void> {
    if (token === undefined || !this.journal) return;
    const happened = await this.journal.recover();
    await this.finish();
    if (happened !== undefined && happened === token) this.#happened.add(happened);
    this.#unsure = undefined;
  }
}

const lookOnly = (place: string) => new StoreError(`${place} was opened beside a running sopflow, to look only`);
