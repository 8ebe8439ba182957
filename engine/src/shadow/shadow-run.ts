import type { Shadow } from "@sopflow/schemas";
import { drawOf } from "../core/journey/index.js";
import type { LogEntry, Store } from "../store/index.js";
import type { Clock } from "../worker/clock.js";
import { eventInput } from "../worker/consume-log.js";
import type { ProgramCache } from "../worker/load-context.js";
import { CONSUMER } from "../worker/machine.js";
import { newPerson, passTime, takeEvent, takeOver } from "./follow-person.js";
import { type Followed, newFollowed, type ShadowBook } from "./shadow-book.js";
import { passesAfterChange, passesAt, runPassPage, toldOf } from "./shadow-passes.js";
import { loadWorlds, type Worlds } from "./shadow-worlds.js";

/** One piece of work is so much at most, so that requests and the worker never wait for long. */
const ENTRIES = 48;
const PEOPLE = 24;
/** Customers whose documents are copied at a time. */
const COPIED = 48;
/** People whose check against the live customer is put off. */
const MAX_UNCHECKED = 500;

export interface ShadowRunParts {
  readonly store: Pick<Store, "log" | "customers" | "records" | "flows" | "brand">;
  readonly clock: Clock;
}

/**
 * One shadow: reads the log behind its own position and lets the draft decide beside a copy of what is live, on copies of
 * the customers, with the engine's own step. It writes nothing but its own records, and issues nothing.
 *
 * S1. Both sides take the same inputs at the same times, so they differ only where the versions do.
 * S2. What it comes to follows from the log and the times in it: a shadow that was away goes on as if it had not been.
 *     Timers are served at their own time, before the first entry that was received after it.
 * S3. Each piece of work is bounded, and written before the next begins (see `ShadowBook`).
 */
export class ShadowRun {
  #worlds: Worlds | undefined;
  readonly #programs: ProgramCache = new Map();
  /** Whom the worker had not come to, or was ahead of: they are looked at again when there is time. */
  readonly #unchecked = new Set<string>();

  constructor(
    private readonly parts: ShadowRunParts,
    readonly book: ShadowBook,
  ) {}

  /** Does one piece of work. False when there is none for now. */
  async piece(): Promise<boolean> {
    const { book } = this;
    if (book.header.status === "ended") return book.clean();
    const worlds = this.#worlds ?? (await loadWorlds(this.parts.store, this.#programs, book.header));
    if (typeof worlds === "string") return this.end(worlds);
    this.#worlds = worlds;
    if (book.header.copiedTo !== undefined) return this.#copy(worlds, book.header.copiedTo);
    const [pass] = book.header.passes;
    if (pass) return runPassPage(book, pass, worlds, PEOPLE);
    return (await this.#readLog(worlds)) || (await this.#passTime(worlds));
  }

  async end(why: NonNullable<Shadow["ended"]>["why"]): Promise<true> {
    const { book } = this;
    const { leftovers, id } = book.header;
    const ended = { why, at: this.parts.clock.now() };
    const totals = Object.fromEntries(book.totals);
    await book.saveHeader({ status: "ended", ended, totals, passes: [], leftovers: [...leftovers, id] });
    return true;
  }

  async #copy(worlds: Worlds, copiedTo: string): Promise<boolean> {
    const { book } = this;
    const { customers } = this.parts.store;
    const ids = await customers.pageIds(copiedTo, COPIED);
    const found = await customers.load(ids.filter((id) => this.#isFollowed(id)));
    const people = [...found].map(([id, customer]): Followed => {
      const followed = newFollowed(id, takeOver(customer, worlds));
      if (customer.status === "live") return followed;
      // Known, and not followed: nothing is applied to who is on hold or gone.
      const { sides: _sides, ...rest } = followed.person;
      return newFollowed(id, { ...rest, counts: {} });
    });
    await book.savePeople(people);
    const isOver = ids.length < COPIED;
    await book.saveHeader({ copiedTo: isOver ? undefined : ids.at(-1) });
    return true;
  }

  /** Entries up to the next thing that concerns everybody, or up to the end. */
  async #readLog(worlds: Worlds): Promise<boolean> {
    const { book } = this;
    const { cursor, endsAt, scheduledTo } = book.header;
    const entries = await this.parts.store.log.read(cursor, ENTRIES);
    const taken: LogEntry[] = [];
    for (const entry of entries) {
      if (entry.received > endsAt) break;
      const passes = passesAt(worlds, scheduledTo, entry.received - 1);
      if (taken.length === 0 && passes) {
        await book.saveHeader(passes);
        return true;
      }
      if (taken.length === 0 && entry.kind === "published") return this.#reload(entry);
      if (passes || entry.kind === "published") break;
      taken.push(entry);
    }
    const last = taken.at(-1);
    if (!last) return false;
    await this.#takeEntries(taken, worlds);
    await book.saveHeader({ cursor: last.seq, seenTo: Math.max(book.header.seenTo, last.received) });
    return true;
  }

  async #reload({ seq, at }: LogEntry): Promise<boolean> {
    const { book } = this;
    const worlds = await loadWorlds(this.parts.store, this.#programs, book.header);
    if (typeof worlds === "string") return this.end(worlds);
    this.#worlds = worlds;
    const passes = passesAfterChange(worlds.live, book.header.told, at);
    await book.saveHeader({ cursor: seq, passes, told: toldOf(worlds.live) });
    return true;
  }

  async #takeEntries(entries: readonly LogEntry[], worlds: Worlds): Promise<void> {
    const { book } = this;
    const events = entries.flatMap((entry) => {
      const { kind, customerId } = entry;
      return kind === "event" && customerId !== undefined && this.#isFollowed(customerId)
        ? [{ entry, customerId }]
        : [];
    });
    const people = await book.load([...new Set(events.map(({ customerId }) => customerId))]);
    for (const { entry, customerId } of events) {
      const bornAt = Math.min(entry.at, entry.received);
      const followed = people.get(customerId) ?? newFollowed(customerId, newPerson(customerId, bornAt));
      people.set(customerId, followed);
      const { person, found } = followed;
      found.push(...takeEvent(person, eventInput(entry, entry.received), worlds));
      if (person.sides?.live.status === "erased") followed.isGone = true;
    }
    await this.#checkAgainstLive([...people.values()], worlds.flowId);
    await book.savePeople([...people.values()]);
  }

  /** Whether the copy of the live version stands where the live customer does, as far as both have read the same. */
  async #checkAgainstLive(people: readonly Followed[], flowId: string): Promise<void> {
    const live = await this.parts.store.customers.load(people.map(({ customerId }) => customerId));
    for (const { customerId, person } of people) {
      const [copy, customer] = [person.sides?.live, live.get(customerId)];
      if (!copy) continue;
      if (customer?.seq !== copy.seq || customer.clock !== copy.clock) {
        if (this.#unchecked.size < MAX_UNCHECKED) this.#unchecked.add(customerId);
        continue;
      }
      const placesOf = ({ enrollments }: typeof copy) =>
        enrollments
          .filter((one) => one.flowId === flowId && one.state === "active")
          .map(({ id, nodeId }) => `${id}@${nodeId}`)
          .sort()
          .join();
      person.counts.checked = 1;
      person.counts.astray = placesOf(copy) === placesOf(customer) ? 0 : 1;
    }
  }

  /** Everything in the log is applied: time goes on to now, or to the end. */
  async #passTime(worlds: Worlds): Promise<boolean> {
    const { book } = this;
    const { endsAt, scheduledTo } = book.header;
    const now = this.parts.clock.now();
    const until = Math.min(now, endsAt);
    const passes = passesAt(worlds, scheduledTo, until);
    if (passes) {
      await book.saveHeader(passes);
      return true;
    }
    const due = await book.due(until, PEOPLE);
    for (const { person, found } of due) found.push(...passTime(person, until, worlds));
    await this.#checkAgainstLive(due, worlds.flowId);
    await book.savePeople(due);
    if (due.length > 0) return true;
    book.header = { ...book.header, seenTo: Math.max(book.header.seenTo, until) };
    await this.#checkRest(worlds.flowId);
    return now >= endsAt ? this.end("time") : false;
  }

  async #checkRest(flowId: string): Promise<void> {
    const ids = [...this.#unchecked].slice(0, PEOPLE);
    if (ids.length === 0 || (await this.parts.store.log.cursor(CONSUMER)) < this.book.header.cursor) return;
    for (const id of ids) this.#unchecked.delete(id);
    const people = [...(await this.book.load(ids)).values()];
    await this.#checkAgainstLive(people, flowId);
    // Who still cannot be compared is not asked for ever: their next event, or timer, is the next chance.
    for (const id of ids) this.#unchecked.delete(id);
    await this.book.savePeople(people.filter(({ person, before }) => isOtherwise(person.counts, before)));
  }

  #isFollowed(customerId: string): boolean {
    const { id, share } = this.book.header;
    return drawOf(customerId, id) < share;
  }
}

const isOtherwise = (counts: Followed["before"], before: Followed["before"]): boolean =>
  counts.checked !== before.checked || counts.astray !== before.astray;
