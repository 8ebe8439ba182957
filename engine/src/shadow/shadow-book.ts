import { setImmediate as giveWay } from "node:timers/promises";
import type { JsonObject } from "@sopflow/schemas";
import { stableId } from "../core/journey/index.js";
import type { RecordRow, RecordStore } from "../store/index.js";
import type { Found } from "./compare-sides.js";
import {
  type KeptDifference,
  personKind,
  type ShadowHeader,
  type ShadowPerson,
  shadowDifferences,
  shadowHeaders,
} from "./shadow-records.js";

/** So many of the newest differences are kept; the sums count all. */
const KEPT_DIFFERENCES = 2_000;
/** They are thinned when there are so many more. */
const SLACK = 500;
const PAGE = 200;
/** Ids begin with the time that is left until then, so that the newest comes first. */
const FAR = 9_999_999_999_999;

/** A person as one piece of work has them. */
export interface Followed {
  readonly customerId: string;
  readonly person: ShadowPerson;
  /** 0 = not written yet. */
  readonly revision: number;
  /** Counts as they are written. */
  readonly before: Readonly<Record<string, number>>;
  readonly found: Found[];
  /** The person has asked to be forgotten. */
  isGone?: boolean;
}

/**
 * Writes what one shadow knows. Records change one by one, so the order makes it whole again after a crash:
 *
 * B1. Differences first: their ids follow from what they tell, so writing them again writes them once.
 * B2. Then the people, each with position, both sides and counts in one record: what is applied is never applied again.
 * B3. Then the header with its position of the log: from an older one everything is read again, and passed over by B2.
 * B4. A person's record is only replaced as it was read: who was erased meanwhile stays erased.
 */
export class ShadowBook {
  readonly totals = new Map<string, number>();
  #differences = 0;

  private constructor(
    private readonly records: RecordStore,
    public header: ShadowHeader,
  ) {}

  /** Opens it, adding up what its people have counted. */
  static async open(records: RecordStore, header: ShadowHeader): Promise<ShadowBook> {
    const book = new ShadowBook(records, header);
    const kind = personKind(header.id);
    for (let afterId = ""; header.status === "running"; ) {
      const rows = await records.list(kind, { afterId, limit: PAGE });
      for (const row of rows) book.#add({}, personOf(row).counts);
      if (rows.length < PAGE) break;
      afterId = rows.at(-1)?.id ?? afterId;
      await giveWay();
    }
    for (const [key, n] of Object.entries(header.totals ?? {})) book.totals.set(key, n);
    book.#differences = await shadowDifferences(records, header.id).count();
    return book;
  }

  async saveHeader(change: Partial<ShadowHeader>): Promise<void> {
    const header = { ...this.header, ...change };
    for (const [key, value] of Object.entries(change)) if (value === undefined) Reflect.deleteProperty(header, key);
    await shadowHeaders(this.records).put({ id: header.flowId, doc: header });
    this.header = header;
  }

  /** Those who are followed already, by customer. */
  async load(customerIds: readonly string[]): Promise<Map<string, Followed>> {
    const rows = await this.records.load(personKind(this.header.id), customerIds);
    return new Map([...rows].map(([id, row]) => [id, followedOf(row)]));
  }

  async page(afterId: string, limit: number): Promise<Followed[]> {
    return (await this.records.list(personKind(this.header.id), { afterId, limit })).map(followedOf);
  }

  async due(until: number, limit: number): Promise<Followed[]> {
    return (await this.records.due(personKind(this.header.id), until, limit)).map(followedOf);
  }

  /** Writes people with what was found at them (B1, B2, B4). */
  async savePeople(people: readonly Followed[]): Promise<void> {
    if (people.length === 0) return;
    const kept = shadowDifferences(this.records, this.header.id);
    const differences = people.flatMap(({ customerId, found }) => found.map((one) => differenceOf(customerId, one)));
    await kept.putAll(differences.map((doc) => ({ id: doc.id, customerId: doc.customerId, doc })));
    this.#differences += differences.length;
    const answers = await this.records.put(personKind(this.header.id), people.map(writeOf));
    for (const [i, one] of people.entries()) {
      if (answers[i] === "written") this.#add(one.before, one.isGone ? {} : one.person.counts);
      else await kept.putAll(one.found.map((found) => ({ id: differenceOf(one.customerId, found).id })));
    }
    if (this.#differences > KEPT_DIFFERENCES + SLACK) await this.#thin();
  }

  /** Removes a page of what shadows that are over have left; false when nothing is left. */
  async clean(): Promise<boolean> {
    const [id, ...others] = this.header.leftovers;
    if (id === undefined) return false;
    const people = await this.records.list(personKind(id), { limit: PAGE });
    await this.records.put(
      personKind(id),
      people.map((row) => ({ id: row.id })),
    );
    if (people.length === PAGE) return true;
    if (id !== this.header.id) {
      const differences = shadowDifferences(this.records, id);
      const rows = await differences.list({ limit: PAGE });
      await differences.putAll(rows.map((row) => ({ id: row.id })));
      if (rows.length === PAGE) return true;
    }
    await this.saveHeader({ leftovers: others });
    return true;
  }

  async #thin(): Promise<void> {
    const kept = shadowDifferences(this.records, this.header.id);
    let [afterId, passed] = ["", 0];
    for (;;) {
      const rows = await kept.list({ afterId, limit: PAGE });
      if (passed >= KEPT_DIFFERENCES) await kept.putAll(rows.map(({ id }) => ({ id })));
      passed += rows.length;
      if (rows.length < PAGE) break;
      afterId = rows.at(-1)?.id ?? afterId;
    }
    this.#differences = Math.min(passed, KEPT_DIFFERENCES);
  }

  #add(before: Readonly<Record<string, number>>, after: Readonly<Record<string, number>>): void {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const sum = (this.totals.get(key) ?? 0) + (after[key] ?? 0) - (before[key] ?? 0);
      if (sum === 0) this.totals.delete(key);
      else this.totals.set(key, sum);
    }
  }
}

export const newFollowed = (customerId: string, person: ShadowPerson): Followed => ({
  customerId,
  person,
  revision: 0,
  before: {},
  found: [],
});

function followedOf(row: RecordRow): Followed {
  const person = personOf(row);
  return { customerId: row.id, person, revision: row.revision, before: { ...person.counts }, found: [] };
}

/** What `writeOf` wrote: nobody else writes records of this kind. */
const personOf = ({ doc }: RecordRow): ShadowPerson => doc as unknown as ShadowPerson; // written below

function writeOf({ customerId, person, revision, isGone }: Followed) {
  const place = { id: customerId, customerId, expected: revision };
  if (isGone) return place;
  const wakes = [person.wake.live, person.wake.draft].filter((at) => at !== null);
  const doc = person as unknown as JsonObject; // its parts are all JSON
  return { ...place, doc, ...(wakes.length > 0 && { dueAt: Math.min(...wakes) }) };
}

function differenceOf(customerId: string, { key, ...found }: Found): KeptDifference {
  const left = String(FAR - found.at).padStart(13, "0");
  return { id: `${left}-${stableId(customerId, found.kind, key)}`, customerId, ...found };
}
