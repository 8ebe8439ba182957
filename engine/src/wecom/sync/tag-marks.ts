import type { Customer } from "@sopflow/schemas";
import { z } from "zod";
import { friendAdvisors } from "../../core/profile/index.js";
import { type TypedRecords, typedRecords } from "../../store/index.js";
import { WECOM_ID_TYPE } from "../callbacks/index.js";
import { backOff } from "../delivery/back-off.js";
import { CallError } from "../delivery/wecom-calls.js";
import { KeyedLock } from "../keyed-lock.js";
import { saying } from "../service/calls-of-app.js";
import { createContactLooks } from "./contact-looks.js";
import { loadSyncContext, type SyncParts } from "./sync-parts.js";
import { tagIds } from "./tag-ids.js";

const markSchema = z.object({
  /** Shared tags as WeCom has them by our own marks. */
  marked: z.array(z.string()),
  failures: z.int().default(0),
  problem: z.string().optional(),
});

/**
 * Puts shared tags of customers to WeCom, on the owner's relation. What we mark raises no callback there and no event
 * here: the event that tagged the customer is the cause, not the consequence.
 */
export class TagMarks {
  readonly #parts: SyncParts & { readonly userIdOf: (advisorId: string) => Promise<string | undefined> };
  readonly #records: TypedRecords<z.infer<typeof markSchema>>;
  readonly #lock = new KeyedLock();
  #changed = new Set<string>();

  constructor(parts: SyncParts & { readonly userIdOf: (advisorId: string) => Promise<string | undefined> }) {
    this.#parts = parts;
    this.#records = typedRecords(parts.store.records, "wecom.tag_mark", markSchema);
  }

  /** These customers were written; their tags may have changed. */
  notice(customerIds: readonly string[]): void {
    for (const id of customerIds) this.#changed.add(id);
  }

  /** Compares who was noticed, and marks what is due. */
  async serveDue(): Promise<void> {
    const ids = [...this.#changed].slice(0, 500);
    for (const id of ids) this.#changed.delete(id);
    const now = this.#parts.now();
    if (ids.length === 0 && (await this.#records.due(now, 1)).length === 0) return;
    const { sharedTags } = await loadSyncContext(this.#parts.store);
    if (sharedTags.size === 0) {
      this.#changed.clear();
      return;
    }
    if (ids.length > 0) await this.#compare(ids, sharedTags);
    for (const { id } of await this.#records.due(now, 100)) await this.#mark(id, sharedTags);
  }

  async #compare(ids: readonly string[], shared: ReadonlySet<string>): Promise<void> {
    const [customers, marks] = await Promise.all([this.#parts.store.customers.load(ids), this.#records.load(ids)]);
    const differing = [...customers.values()].filter((customer) => {
      if (customer.identities[WECOM_ID_TYPE] === undefined || friendAdvisors(customer).length === 0) return false;
      return !sameTags(sharedOf(customer, shared), marks.get(customer.id)?.doc.marked ?? []);
    });
    await this.#records.putAll(
      differing.map(({ id }) => {
        const doc = marks.get(id)?.doc ?? { marked: [], failures: 0 };
        return { id, customerId: id, doc, dueAt: this.#parts.now() };
      }),
    );
  }

  #mark(id: string, shared: ReadonlySet<string>): Promise<void> {
    return this.#lock.run(id, async () => {
      const { store, app, now, userIdOf, logger } = this.#parts;
      const row = await this.#records.get(id);
      const customer = (await store.customers.load([id])).get(id);
      if (!row || !customer) return;
      const want = sharedOf(customer, shared);
      const known = await tagIds(this.#parts);
      const idsOf = (tags: readonly string[]) => tags.flatMap((tag) => known[tag] ?? []);
      const add = idsOf(want.filter((tag) => !row.doc.marked.includes(tag)));
      const remove = idsOf(row.doc.marked.filter((tag) => !want.includes(tag)));
      const [friend] = friendAdvisors(customer);
      const owner = customer.advisorId ?? friend;
      const userId = owner === undefined ? undefined : await userIdOf(owner);
      const externalUserId = customer.identities[WECOM_ID_TYPE];
      const done = (doc: z.infer<typeof markSchema>) => this.#records.put({ id, customerId: id, doc });
      if (userId === undefined || externalUserId === undefined) return void (await done(row.doc));
      try {
        if (add.length + remove.length > 0) {
          const change = { userid: userId, external_userid: externalUserId, add_tag: add, remove_tag: remove };
          await saying(() => app.tags.mark(change));
          await createContactLooks(store).noteMarks(externalUserId, userId, { add, remove });
        }
        await done({ marked: want, failures: 0 });
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        logger.warn({ customerId: id, code: error.details.code, failure: error.failure }, "tags could not be marked");
        const failures = row.doc.failures + 1;
        const doc = { ...row.doc, failures, problem: error.message };
        if (error.failure === "refused") return void (await done(doc));
        const dueAt = Math.max(error.details.notBefore ?? 0, now() + backOff(failures));
        await this.#records.put({ id, customerId: id, doc, dueAt });
      }
    });
  }
}

const sharedOf = (customer: Customer, shared: ReadonlySet<string>): string[] =>
  customer.tags.filter((tag) => shared.has(tag)).sort();

const sameTags = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && [...b].sort().every((tag, i) => tag === a[i]);
