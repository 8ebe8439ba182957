import { formatInstant, HOUR_MS, MINUTE_MS } from "../../core/time/index.js";
import type { Store, TypedRecord, TypedRecords } from "../../store/index.js";
import type { EngineLogger, SopEngine } from "../../worker/index.js";
import { WECOM_SOURCE } from "../callbacks/index.js";
import { errcodeInfo, TRANSFER_STATUS, type WecomApp } from "../client/index.js";
import { backOff } from "../delivery/back-off.js";
import { CallError } from "../delivery/wecom-calls.js";
import { saying } from "../service/calls-of-app.js";
import { type HandOver, handOverRecords, isUnderWay } from "./hand-over-record.js";

/** WeCom takes so many customers at once. */
const AT_ONCE = 100;
/** A customer who does nothing passes on after 24 h; one who answers, or a full list, is known earlier. */
const POLL_MS = 30 * MINUTE_MS;
/** Before an unanswered call is looked up: WeCom may still be at it. */
const LOOK_UP_MS = MINUTE_MS;
/** A finished one is shown so long. */
const KEPT_MS = 30 * 24 * HOUR_MS;

export interface HandOverParts {
  readonly store: Pick<Store, "records">;
  readonly engine: Pick<SopEngine, "post">;
  readonly app: Pick<WecomApp, "transfers">;
  readonly now: () => number;
  readonly userIdOf: (advisorId: string) => Promise<string | undefined>;
  readonly logger: EngineLogger;
}

type Row = TypedRecord<HandOver>;

/**
 * Hands customers over from one advisor to another at WeCom, and tells the product when WeCom has done it.
 *
 * H1. A customer is asked for once: what was `asking` when the answer was lost is looked up, not asked again.
 * H2. The owner changes when WeCom says that it is done, and not before. WeCom calls back for friendships only, so
 *     `owner.changed` is ours.
 */
export class HandOvers {
  readonly records: TypedRecords<HandOver>;
  readonly #parts: HandOverParts;
  #serving = Promise.resolve();

  constructor(parts: HandOverParts) {
    this.#parts = parts;
    this.records = handOverRecords(parts.store.records);
  }

  /** Plans them, durably. Gives the customers who are being handed over already: they stay as they are. */
  async plan(
    wishes: readonly Pick<HandOver, "customerId" | "customerName" | "externalUserId">[],
    shared: Pick<HandOver, "from" | "to" | "isLeaver" | "message" | "by">,
  ): Promise<string[]> {
    const at = this.#parts.now();
    const known = await this.records.load(wishes.map(({ customerId }) => customerId));
    const busy = wishes.filter(({ customerId }) => {
      const row = known.get(customerId);
      return row !== undefined && isUnderWay(row.doc);
    });
    const free = wishes.filter((wish) => !busy.includes(wish));
    const written = await this.records.putAll(
      free.map((wish) => ({
        id: wish.customerId,
        owner: shared.from,
        customerId: wish.customerId,
        doc: { ...wish, ...shared, state: "planned" as const, at, failures: 0 },
        dueAt: at,
        expected: known.get(wish.customerId)?.revision ?? 0,
      })),
    );
    return [...busy, ...free.filter((_, i) => written[i] !== true)].map(({ customerId }) => customerId);
  }

  /** WeCom told of this customer: what waits for it is looked at in the next turn. */
  async hurry(externalUserId: string, customerId: string): Promise<void> {
    const row = await this.records.get(customerId);
    if (row?.doc.state !== "waiting" || row.doc.externalUserId !== externalUserId) return;
    await this.#put(row, row.doc, this.#parts.now());
  }

  /** Asks WeCom for what is planned, and looks how the rest stands. One turn at a time. */
  serveDue(): Promise<void> {
    this.#serving = this.#serving.catch(() => {}).then(() => this.#serveDue());
    return this.#serving;
  }

  async #serveDue(): Promise<void> {
    const due = await this.records.due(this.#parts.now(), 1_000);
    if (due.length === 0) return;
    for (const group of groupsOf(due.filter(({ doc }) => doc.state === "planned"))) await this.#ask(group);
    for (const group of groupsOf(due.filter(({ doc }) => doc.state === "asking" || doc.state === "waiting"))) {
      await this.#look(group);
    }
    // The end of a record that nobody needs to see any more.
    for (const { id, doc } of due) if (!isUnderWay(doc)) await this.records.put({ id });
  }

  async #ask(rows: readonly Row[]): Promise<void> {
    const [first] = rows;
    if (!first) return;
    const { from, to, isLeaver, message } = first.doc;
    for (let i = 0; i < rows.length; i += AT_ONCE) {
      const part = rows.slice(i, i + AT_ONCE);
      const askedAt = this.#parts.now();
      await this.#putAll(part, (doc) => ({ ...doc, state: "asking", askedAt }), askedAt + LOOK_UP_MS);
      try {
        const pair = await this.#pairOf(from, to);
        const request = { ...pair, external_userid: part.map(({ doc }) => doc.externalUserId) };
        const { transfers } = this.#parts.app;
        const { customer } = await saying(() =>
          isLeaver
            ? transfers.startOfLeaver(request)
            : transfers.start({ ...request, ...(message === undefined ? {} : { transfer_success_msg: message }) }),
        );
        const codes = new Map(customer.map(({ external_userid, errcode }) => [external_userid, errcode]));
        for (const row of part) await this.#answered(row, askedAt, codes.get(row.doc.externalUserId) ?? 0);
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        await this.#stumble(part, error);
      }
    }
  }

  async #answered(row: Row, askedAt: number, code: number): Promise<void> {
    const doc = { ...row.doc, askedAt };
    if (code === 0) return this.#put(row, { ...doc, state: "waiting", failures: 0 }, askedAt + POLL_MS);
    return this.#end(row, { ...doc, state: "failed", code, problem: errcodeInfo(code).hint });
  }

  async #stumble(rows: readonly Row[], error: CallError): Promise<void> {
    const { logger, now } = this.#parts;
    const { code, notBefore } = error.details;
    logger.warn({ customers: rows.length, code, failure: error.failure }, "customers could not be handed over");
    for (const row of rows) {
      const failures = row.doc.failures + 1;
      if (error.failure === "refused") {
        const problem = code === undefined ? { zh: error.message, en: error.message } : errcodeInfo(code).hint;
        await this.#end(row, { ...row.doc, state: "failed", problem, ...(code === undefined ? {} : { code }) });
      } else if (error.failure === "later") {
        const dueAt = Math.max(notBefore ?? 0, now() + backOff(failures));
        await this.#put(row, { ...row.doc, state: "planned", failures }, dueAt);
      }
      // Unknown: it stays `asking`, and is looked up (H1).
    }
  }

  async #look(rows: readonly Row[]): Promise<void> {
    const [first] = rows;
    if (!first) return;
    const { now, app } = this.#parts;
    const { from, to, isLeaver } = first.doc;
    try {
      const pair = await this.#pairOf(from, to);
      const since = Math.min(...rows.map(({ doc }) => doc.askedAt ?? doc.at));
      const pages = isLeaver ? app.transfers.eachResultOfLeaver(pair) : app.transfers.eachResult(pair);
      const found = await saying(async () => {
        const statuses = new Map<string, number>();
        // Later rows are later transfers of the same customer.
        for await (const { customer } of pages) {
          for (const { external_userid, status, takeover_time } of customer) {
            if (isOld(takeover_time, since)) continue;
            statuses.set(external_userid, status);
          }
        }
        return statuses;
      });
      for (const row of rows) await this.#settle(row, found.get(row.doc.externalUserId));
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const { code, notBefore } = error.details;
      this.#parts.logger.warn({ code, failure: error.failure }, "WeCom did not say how handing over stands");
      const dueAt = Math.max(notBefore ?? 0, now() + POLL_MS);
      for (const row of rows) await this.#put(row, row.doc, dueAt);
    }
  }

  async #settle(row: Row, status: number | undefined): Promise<void> {
    const { now } = this.#parts;
    const { doc } = row;
    switch (status) {
      case TRANSFER_STATUS.done:
        // Before the record: what was not posted is found as done again.
        await this.#post(doc);
        return this.#end(row, { ...doc, state: "done" });
      case TRANSFER_STATUS.refused:
        return this.#end(row, { ...doc, state: "refused" });
      case TRANSFER_STATUS.full:
        return this.#end(row, { ...doc, state: "full", problem: errcodeInfo(FULL).hint });
      case undefined:
        if (doc.state === "asking") return this.#put(row, { ...doc, state: "planned" }, now());
        return this.#put(row, doc, now() + POLL_MS);
      default:
        return this.#put(row, { ...doc, state: "waiting" }, now() + POLL_MS);
    }
  }

  async #post({ customerId, from, to, by, at }: HandOver): Promise<void> {
    await this.#parts.engine.post([ownerChanged({ customerId, from, to, by, key: `${at}`, at: this.#parts.now() })], {
      origin: "system",
    });
  }

  async #pairOf(from: string, to: string) {
    const [handover, takeover] = await Promise.all([this.#parts.userIdOf(from), this.#parts.userIdOf(to)]);
    if (handover === undefined || takeover === undefined) {
      throw new CallError("refused", "an advisor has no WeCom account here");
    }
    return { handover_userid: handover, takeover_userid: takeover };
  }

  #end(row: Row, doc: HandOver): Promise<void> {
    const endedAt = this.#parts.now();
    return this.#put(row, { ...doc, endedAt }, endedAt + KEPT_MS);
  }

  async #put(row: Pick<Row, "id">, doc: HandOver, dueAt: number): Promise<void> {
    await this.records.put({ id: row.id, owner: doc.from, customerId: doc.customerId, doc, dueAt });
  }

  async #putAll(rows: readonly Row[], change: (doc: HandOver) => HandOver, dueAt: number): Promise<void> {
    const writes = rows.map(({ id, doc }) => ({
      id,
      owner: doc.from,
      customerId: doc.customerId,
      doc: change(doc),
      dueAt,
    }));
    await this.records.putAll(writes);
  }
}

/** errcode of "the new advisor has as many customers as allowed". */
const FULL = 40_099;

/** Times of results are seconds, of those that wait in the future; what ended before we asked is an earlier transfer. */
const isOld = (seconds: number | undefined, since: number): boolean =>
  seconds !== undefined && seconds > 0 && (seconds + 1) * 1_000 < since;

/** The product's event of a change of owner. The same `key` is the same change. */
export const ownerChanged = (change: {
  readonly customerId: string;
  readonly from: string | undefined;
  readonly to: string;
  readonly by: string;
  readonly key: string;
  /** Epoch ms. */
  readonly at: number;
}) => ({
  id: `owner/${change.customerId}/${change.to}/${change.key}`,
  source: WECOM_SOURCE,
  type: "owner.changed",
  customer: change.customerId,
  at: formatInstant("UTC", change.at),
  props: { advisorId: change.to, by: change.by, ...(change.from === undefined ? {} : { from: change.from }) },
});

/** Those that go in one call: same advisors, same way, same words. */
function groupsOf(rows: readonly Row[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const { from, to, isLeaver, message = "", state } = row.doc;
    const key = JSON.stringify([from, to, isLeaver, state === "planned" ? message : ""]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}
