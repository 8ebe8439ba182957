import type { AppendResult, LogEntry, NewLogEntry } from "../store/index.js";

/** An entry of the log as the worker needs it. */
export type TailEntry = Omit<LogEntry, "partition">;

const MAX_ENTRIES = 2_048;

/**
 * The newest entries, as this process appended them: the worker nearly always wants those, and would else read and parse
 * what was written a moment ago.
 *
 * T1. Positions in here follow one another without a gap, and so nothing that another process appended is passed over.
 * T2. Nothing is here that is not durable.
 */
export class LogTail {
  #entries: TailEntry[] = [];

  /** Takes what was appended. What does not follow on, or is too much, stays with the log. */
  add(appended: readonly NewLogEntry[], results: readonly AppendResult[]): void {
    for (const [i, { dedupe: _dedupe, ...entry }] of appended.entries()) {
      const result = results[i];
      if (result?.status !== "accepted") continue;
      const last = this.#entries.at(-1);
      if (last && (last.seq + 1 !== result.seq || this.#entries.length >= MAX_ENTRIES)) return;
      this.#entries.push({ ...entry, seq: result.seq });
    }
  }

  /** The entries right behind `after`; none when they have to be read from the log. */
  read(after: number, limit: number): readonly TailEntry[] {
    const passed = this.#entries.findIndex(({ seq }) => seq > after);
    this.#entries = passed < 0 ? [] : this.#entries.slice(passed);
    return this.#entries[0]?.seq === after + 1 ? this.#entries.slice(0, limit) : [];
  }

  clear(): void {
    this.#entries = [];
  }
}
