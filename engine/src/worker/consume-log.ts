import type { EventInput } from "../core/journey/index.js";
import { applyToCustomer, type PlannedInput } from "./apply-customer.js";
import type { TailEntry } from "./log-tail.js";
import type { AppliedPart, Machine } from "./machine.js";

/** Most inputs of one customer in one batch (FLOW-FORMAT §7). */
export const BATCH_INPUTS_PER_CUSTOMER = 64;

export interface LogBatch {
  /** In order of each customer's first entry. */
  readonly inputs: ReadonlyMap<string, readonly PlannedInput[]>;
  /** Position of its last entry. */
  readonly cursor: number;
  readonly drainUntil: number;
  readonly logTime: number;
}

/** Entries that stand alone between two batches. */
export type Barrier = TailEntry & { readonly kind: "published" | "release" };

/**
 * Cuts one batch from the entries behind the cursor, or names the barrier that stands there; undefined = all is applied.
 *
 * L1. Entries are taken in order and without gaps, so one cursor says what is applied.
 * L2. A tick counts for the entries behind it and for none before it (FLOW-FORMAT §4.3).
 */
export function cutBatch(
  entries: readonly TailEntry[],
  state: Pick<Machine, "drainUntil" | "logTime" | "now">,
): LogBatch | Barrier | undefined {
  const inputs = new Map<string, PlannedInput[]>();
  let { drainUntil, logTime } = state;
  let cursor: number | undefined;
  for (const entry of entries) {
    if (isBarrier(entry)) {
      if (cursor === undefined) return entry;
      break;
    }
    const { customerId } = entry;
    const known = customerId === undefined ? undefined : inputs.get(customerId);
    if (known && known.length >= BATCH_INPUTS_PER_CUSTOMER) break;
    logTime = Math.max(logTime, entry.received);
    if (entry.kind === "tick") drainUntil = Math.max(drainUntil, entry.at);
    // An erased person's entries have no customer any more: they are passed over.
    if (entry.kind === "event" && customerId !== undefined) {
      const planned = { input: eventInput(entry, state.now(logTime)), tickedTo: drainUntil };
      if (known) known.push(planned);
      else inputs.set(customerId, [planned]);
    }
    cursor = entry.seq;
  }
  return cursor === undefined ? undefined : { inputs, cursor, drainUntil, logTime };
}

const isBarrier = (entry: TailEntry): entry is Barrier => entry.kind === "published" || entry.kind === "release";

export function eventInput(entry: TailEntry, now: number): EventInput {
  const { id, seq, type, source, at, received, body: props, history } = entry;
  return { kind: "event", id, seq, type, source, at, received, now, props, ...(history ? { history } : {}) };
}

/** Applies one batch of the log and commits it together with its position. */
export async function applyBatch(machine: Machine, { inputs, cursor, drainUntil, logTime }: LogBatch): Promise<void> {
  const parts = await applyAll(machine, inputs);
  await machine.commitAhead({ parts, cursor, drainUntil });
  machine.logTime = Math.max(machine.logTime, logTime);
}

/** Loads the customers and applies their inputs; who did not change is left out. */
export async function applyAll(
  machine: Machine,
  inputs: ReadonlyMap<string, readonly PlannedInput[]>,
): Promise<AppliedPart[]> {
  const customers = await machine.loadCustomers([...inputs.keys()]);
  const parts: AppliedPart[] = [];
  const room = machine.roomOfBatch();
  const { breaker } = machine;
  let context = { ...machine.context, room, stopped: breaker.stopped };
  for (const [id, planned] of inputs) {
    const reload = async () => (await machine.patiently(() => machine.store.customers.load([id]))).get(id);
    const applied = await applyToCustomer(id, customers.get(id), planned, context, reload, (effects, customer) =>
      room.note(effects, customer),
    );
    const [first] = planned;
    if (!applied || !first) continue;
    parts.push({ applied, culprit: first.input });
    const issued = room.takeIssued();
    if (issued.length > 0) await machine.patiently(() => breaker.note(issued, context.settings));
    if (breaker.stopped !== context.stopped) context = { ...context, stopped: breaker.stopped };
  }
  return parts;
}
