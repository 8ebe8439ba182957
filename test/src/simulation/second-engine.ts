import type { NewLogEntry, Store } from "@sopflow/engine";
import type { Customer, Task } from "@sopflow/schemas";
import { Dice } from "./dice.js";
import { fail } from "./failed-invariant.js";
import { ADMITTED, repeatChange, type StoreChange } from "./faulty-store.js";
import { SimWorld } from "./world.js";

const EVERYTHING = 100_000;

/** An undisturbed engine that is fed the same log: whatever the first went through, both must come to the same. */
export class SecondEngine {
  readonly #world: SimWorld;

  constructor(now: number) {
    this.#world = new SimWorld(now, new Dice(0), { error: 0, crash: 0 }, false);
  }

  get store(): Store {
    return this.#world.store;
  }

  async follow(now: number, entries: readonly NewLogEntry[], changes: readonly StoreChange[]): Promise<void> {
    const { clock, store, engine } = this.#world;
    clock.set(now);
    for (const change of changes) await repeatChange(store, change);
    await engine.contextChanged();
    // Who is admitted was waiting by then: a run may have to be gone through first.
    for (const piece of piecesOf(entries)) {
      await store.log.append(piece);
      await engine.runUntilIdle();
    }
    if (entries.length === 0) await engine.runUntilIdle();
  }

  dispose(): Promise<void> {
    return this.#world.dispose();
  }
}

/** In order, with what admits apart from what comes from outside. */
function piecesOf(entries: readonly NewLogEntry[]): readonly (readonly NewLogEntry[])[] {
  const pieces: NewLogEntry[][] = [];
  let last: { readonly admits: boolean; readonly piece: NewLogEntry[] } | undefined;
  for (const entry of entries) {
    const admits = entry.type === ADMITTED;
    if (last?.admits !== admits) {
      last = { admits, piece: [] };
      pieces.push(last.piece);
    }
    last.piece.push(entry);
  }
  return pieces[0]?.[0]?.type === ADMITTED ? [[], ...pieces] : pieces;
}

/** Documents and tasks of both, without what only tells in which pieces they were written. */
export async function checkSame(live: Store, again: Store): Promise<void> {
  compare("live equals replay: documents", await documents(live), await documents(again));
  compare("live equals replay: tasks", await tasks(live), await tasks(again));
}

/** The same for everything else that was written. */
export async function checkAllSame(live: Store, again: Store): Promise<void> {
  await checkSame(live, again);
  compare("live equals replay: traces", await traces(live), await traces(again));
  compare("live equals replay: counters", await counters(live), await counters(again));
  compare("live equals replay: messages", await messages(live), await messages(again));
}

async function documents({ customers }: Store): Promise<Map<string, unknown>> {
  const found = await customers.load(await customers.pageIds("", EVERYTHING));
  return new Map([...found].map(([id, customer]) => [id, essentials(customer)]));
}

/** Timers in one order: what is due first follows from what they say, not from where they stand. */
function essentials(customer: Customer): unknown {
  const { version: _version, seq: _seq, recent: _recent, rate: _rate, sizeBytes: _size, timers, ...rest } = customer;
  return { ...rest, timers: timers.map(stable).sort() };
}

async function tasks({ tasks: store }: Store): Promise<Map<string, Task>> {
  return new Map((await store.query({ limit: EVERYTHING })).map((task) => [task.id, task]));
}

async function traces({ customers, readSide }: Store): Promise<Map<string, unknown>> {
  const ids = await customers.pageIds("", EVERYTHING);
  const lines = new Map<string, unknown>();
  for (const id of ids) {
    const rows = await readSide.trace(id, { limit: EVERYTHING });
    lines.set(id, rows.map(({ seq: _seq, ordinal: _ordinal, ...row }) => JSON.stringify(row)).sort());
  }
  return lines;
}

async function counters({ flows, readSide }: Store): Promise<Map<string, unknown>> {
  const counts = new Map<string, unknown>();
  for (const { flowId } of await flows.list()) {
    for (const { add, ...row } of await readSide.counters(flowId)) counts.set(Object.values(row).join(" "), add);
  }
  return counts;
}

async function messages({ readSide }: Store): Promise<Map<string, unknown>> {
  return new Map((await readSide.notifications({ limit: EVERYTHING })).map((message) => [message.id, message]));
}

function compare(what: string, live: ReadonlyMap<string, unknown>, again: ReadonlyMap<string, unknown>): void {
  for (const id of new Set([...live.keys(), ...again.keys()])) {
    const [a, b] = [stable(live.get(id)), stable(again.get(id))];
    if (a !== b) fail(what, { id, parts: firstDifference(a, b) });
  }
}

/** JSON with keys in order. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? "absent";

/** The parts of two documents that differ, cut short. */
function firstDifference(a: string, b: string): unknown {
  const [live, replay] = [partsOf(a), partsOf(b)];
  const differing = [...new Set([...live.keys(), ...replay.keys()])].filter((key) => live.get(key) !== replay.get(key));
  return differing.map((key) => ({ part: key, ...cut(live.get(key) ?? "absent", replay.get(key) ?? "absent") }));
}

function partsOf(text: string): ReadonlyMap<string, string> {
  const value: unknown = text === "absent" ? {} : JSON.parse(text);
  return new Map(
    typeof value === "object" && value !== null ? Object.entries(value).map(([k, v]) => [k, stable(v)]) : [],
  );
}

function cut(live: string, replay: string): { live: string; replay: string } {
  let i = 0;
  while (i < live.length && live[i] === replay[i]) i += 1;
  const from = Math.max(0, i - 160);
  return { live: live.slice(from, i + 240), replay: replay.slice(from, i + 240) };
}
