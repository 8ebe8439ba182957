import { z } from "zod";
import { DAY_MS } from "../../core/time/index.js";
import { type RecordStore, type Store, type TypedRecords, typedRecords } from "../../store/index.js";
import type { EngineLogger } from "../../worker/index.js";
import { KeyedLock } from "../keyed-lock.js";
import { backOff } from "./back-off.js";
import { CallError, type WecomCalls } from "./wecom-calls.js";

/** A message to an advisor that is no task: what a flow tells, a promise that is due, a lead's nudge. */
const noticeSchema = z.object({
  advisorId: z.string(),
  title: z.string(),
  text: z.string(),
  /** Absent: the task list. */
  url: z.string().optional(),
  failures: z.int().default(0),
  state: z.enum(["waiting", "sent", "failed"]).default("waiting"),
  problem: z.string().optional(),
});
type Notice = z.infer<typeof noticeSchema>;

/** What was sent is remembered so long, so that the same notice is not sent twice. */
const KEPT_MS = 2 * DAY_MS;

const noticeRecords = (store: RecordStore): TypedRecords<Notice> => typedRecords(store, "wecom.notice", noticeSchema);

/** Queues a notice; false when one with this id is there or was sent within 2 days. */
export function queueNotice(
  store: Pick<Store, "records">,
  id: string,
  notice: { readonly advisorId: string; readonly title: string; readonly text: string; readonly url?: string },
  now: number,
): Promise<boolean> {
  const doc: Notice = { ...notice, failures: 0, state: "waiting" };
  return noticeRecords(store.records).put({ id, owner: notice.advisorId, doc, dueAt: now, expected: 0 });
}

export interface NoticeParts {
  readonly store: Pick<Store, "records">;
  readonly calls: WecomCalls;
  readonly now: () => number;
  readonly userIdOf: (advisorId: string) => Promise<string | undefined>;
  readonly listUrl: string;
  readonly logger: EngineLogger;
}

/** Sends queued notices, each as a card of its own. */
export class Notices {
  readonly records: TypedRecords<Notice>;
  readonly #parts: NoticeParts;
  readonly #lock = new KeyedLock();

  constructor(parts: NoticeParts) {
    this.#parts = parts;
    this.records = noticeRecords(parts.store.records);
  }

  serve(id: string): Promise<void> {
    return this.#lock.run(id, async () => {
      const row = await this.records.get(id);
      if (!row) return;
      const { now, calls, listUrl, logger } = this.#parts;
      const { doc } = row;
      if (doc.state !== "waiting") return void (await this.records.put({ id }));
      const put = (next: Notice, dueAt: number) => this.records.put({ id, owner: doc.advisorId, doc: next, dueAt });
      try {
        const userId = await this.#parts.userIdOf(doc.advisorId);
        if (userId === undefined) throw new CallError("refused", "the advisor has no WeCom account here");
        const { title, text, url = listUrl } = doc;
        const card = { title, description: text, rows: [], url, buttons: [] };
        await calls.sendCard(userId, cardIdOf(id), card);
        await put({ ...doc, state: "sent" }, now() + KEPT_MS);
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        logger.warn({ notice: id, code: error.details.code, failure: error.failure }, "a notice was not taken");
        const failures = doc.failures + 1;
        if (error.failure === "refused")
          await put({ ...doc, state: "failed", problem: error.message }, now() + KEPT_MS);
        else await put({ ...doc, failures }, Math.max(error.details.notBefore ?? 0, now() + backOff(failures)));
      }
    });
  }
}

/** WeCom takes letters, digits and `_-@`. */
const cardIdOf = (id: string): string => id.replace(/[^0-9A-Za-z_@-]/g, "-").slice(0, 128);
