import { z } from "zod";
import { type RecordStore, type TypedRecords, typedRecords } from "../../store/index.js";
import type { EngineLogger } from "../../worker/index.js";
import { backOff } from "../delivery/back-off.js";
import { CallError } from "../delivery/wecom-calls.js";
import { KeyedLock } from "../keyed-lock.js";

/** Something at WeCom that is to be fetched and compared with what we hold. */
export const REFETCH_KINDS = ["contact", "chat", "tags"] as const;
export type RefetchKind = (typeof REFETCH_KINDS)[number];

const refetchSchema = z.object({
  kind: z.enum(REFETCH_KINDS),
  target: z.string(),
  because: z.string(),
  failures: z.int().default(0),
  problem: z.string().optional(),
});

export interface RefetchParts {
  readonly records: RecordStore;
  readonly now: () => number;
  readonly logger: EngineLogger;
  /** Fetches and compares. Rejects with `CallError`. */
  readonly fetch: (kind: RefetchKind, target: string, because: string) => Promise<void>;
}

/**
 * Fetches that callbacks ask for. Several for the same thing become one; what fails is tried again, and what WeCom
 * refuses for good is left to the nightly reconciliation.
 */
export class Refetches {
  readonly #parts: RefetchParts;
  readonly #records: TypedRecords<z.infer<typeof refetchSchema>>;
  readonly #lock = new KeyedLock();

  constructor(parts: RefetchParts) {
    this.#parts = parts;
    this.#records = typedRecords(parts.records, "wecom.refetch", refetchSchema);
  }

  /** Durable when it resolves. `inMs`: details of a change may lag behind its callback. */
  async ask(kind: RefetchKind, target: string, because: string, inMs = 0): Promise<void> {
    const doc = { kind, target, because, failures: 0 };
    await this.#records.put({ id: `${kind}/${target}`, doc, dueAt: this.#parts.now() + inMs });
  }

  async serveDue(): Promise<void> {
    const due = await this.#records.due(this.#parts.now(), 100);
    await Promise.all(due.map(({ id }) => this.#serve(id)));
  }

  #serve(id: string): Promise<void> {
    return this.#lock.run(id, async () => {
      const row = await this.#records.get(id);
      if (!row || (row.dueAt ?? 0) > this.#parts.now()) return;
      const { kind, target, because, failures } = row.doc;
      try {
        await this.#parts.fetch(kind, target, because);
        // Asked for again while it was under way: that one stays.
        await this.#records.put({ id, expected: row.revision });
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        const { code, notBefore } = error.details;
        this.#parts.logger.warn({ kind, target, code, failure: error.failure }, "WeCom could not be asked");
        if (error.failure === "refused") return void (await this.#records.put({ id, expected: row.revision }));
        const dueAt = Math.max(notBefore ?? 0, this.#parts.now() + backOff(failures + 1));
        const doc = { ...row.doc, failures: failures + 1, problem: error.message };
        await this.#records.put({ id, doc, dueAt, expected: row.revision });
      }
    });
  }
}
