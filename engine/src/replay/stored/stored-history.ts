import type { Store } from "../../store/index.js";
import type { ReplayEvent } from "../replay-event.js";

const PAGE = 1_000;
/** So many of the newest log entries are read: what a back-test holds in memory is bounded. */
const MAX_ENTRIES = 200_000;
/** What the engine itself told, or advisors reported on tasks: a replay makes its own. */
const OWN = /^(task|enrollment|flow|webhook)\./;

/** Events of the log as a back-test takes them. */
export interface StoredHistory {
  readonly events: readonly ReplayEvent[];
  /** There are older entries than were read. */
  readonly isCut: boolean;
}

/** Reads the newest events that the log still has, oldest first. Rejects when `signal` aborts. */
export async function readStoredHistory({ log }: Pick<Store, "log">, signal: AbortSignal): Promise<StoredHistory> {
  const events: ReplayEvent[] = [];
  const start = Math.max(0, (await log.lastSeq()) - MAX_ENTRIES);
  for (let after = start; ; ) {
    const page = await log.read(after, PAGE);
    signal.throwIfAborted();
    const last = page.at(-1);
    if (!last) return { events, isCut: start > 0 };
    after = last.seq;
    for (const { kind, customerId, id, source, type, at, body, history } of page) {
      if (kind !== "event" || customerId === undefined || OWN.test(type)) continue;
      const own = id.startsWith(`${source}/`) ? id.slice(source.length + 1) : id;
      events.push({ id: own, source, type, customer: customerId, at, props: body, ...(history && { history }) });
    }
  }
}
