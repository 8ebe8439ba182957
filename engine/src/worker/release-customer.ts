import type { Customer } from "@sopflow/schemas";
import type { StepInput } from "../core/journey/index.js";
import type { LogEntry } from "../store/index.js";
import { applyToCustomer } from "./apply-customer.js";
import { BATCH_INPUTS_PER_CUSTOMER, type Barrier, eventInput } from "./consume-log.js";
import type { Machine } from "./machine.js";

const PAGE = 500;

/**
 * Lets a customer on hold go on: the entries it did not take are applied in order, in pieces (FLOW-FORMAT §4.12). Until
 * the last piece the customer stays on hold and the cursor before the release, so that a crash in between goes on where
 * it was, and no newer entry overtakes an older one.
 */
export async function releaseCustomer(machine: Machine, release: Barrier): Promise<void> {
  const { customerId: id, seq: cursor } = release;
  const stored = id === undefined ? undefined : await load(machine, id);
  if (id === undefined || stored?.status !== "held") {
    await machine.commit({ cursor });
    return;
  }
  const waiting = await waitingEntries(machine, id, stored.seq, cursor);
  // Last comes a tick for no time at all: it finds out when the customer is due next, also where nothing waited.
  const now = machine.now(release.received);
  const last: StepInput = { kind: "tick", id: `release/${cursor}`, seq: 0, at: 0, now };
  for (let isLast = false; !isLast; ) {
    const entries = waiting.splice(0, BATCH_INPUTS_PER_CUSTOMER);
    isLast = waiting.length === 0;
    const inputs = entries.map((entry): StepInput => eventInput(entry, machine.now(entry.received)));
    if (isLast) inputs.push(last);
    const planned = inputs.map((input) => ({ input, tickedTo: 0 }));
    const room = machine.roomOfBatch();
    const context = { ...machine.context, room };
    const loadLive = async () => asLive(await load(machine, id));
    const applied = await applyToCustomer(id, await loadLive(), planned, context, loadLive, (effects, customer) =>
      room.note(effects, customer),
    );
    if (!applied) return;
    isLast ||= applied.customer.status === "held";
    const part = { applied: isLast ? applied : onHold(applied), culprit: inputs[0] ?? last };
    await machine.commit({ parts: [part], ...(isLast ? { cursor } : {}) });
  }
}

function onHold<A extends { readonly customer: Customer }>(applied: A): A & { readonly wakeAt: null } {
  applied.customer.status = "held";
  applied.customer.holdReason = "its release is under way";
  return { ...applied, wakeAt: null };
}

function asLive(customer: Customer | undefined): Customer | undefined {
  if (customer?.status !== "held") return customer;
  customer.status = "live";
  delete customer.holdReason;
  return customer;
}

const load = async (machine: Machine, id: string) =>
  (await machine.patiently(() => machine.store.customers.load([id]))).get(id);

/** A customer's entries behind `after` and before `until`, oldest first. */
async function waitingEntries(machine: Machine, id: string, after: number, until: number): Promise<LogEntry[]> {
  const found: LogEntry[] = [];
  for (let before = until; ; ) {
    const page = await machine.patiently(() => machine.store.log.byCustomer(id, { limit: PAGE, before }));
    for (const entry of page) if (entry.seq > after && entry.kind === "event") found.push(entry);
    const oldest = page.at(-1);
    if (!oldest || page.length < PAGE || oldest.seq <= after) return found.reverse();
    before = oldest.seq;
  }
}
