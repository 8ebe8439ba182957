import type { PlannedInput } from "./apply-customer.js";
import { holdCustomer } from "./apply-customer.js";
import { applyAll } from "./consume-log.js";
import type { Machine } from "./machine.js";

/**
 * Serves one batch of customers whose timers are due by the last tick that was read, earliest first. True while there
 * may be more.
 */
export async function serveDue(machine: Machine): Promise<boolean> {
  const { drainUntil: at, clock, dueBatch } = machine;
  if (at === 0) return false;
  const began = clock.now();
  const due = await machine.loadDue(at, dueBatch.now);
  if (due.length === 0) return false;
  const planned: PlannedInput = {
    input: { kind: "tick", id: `tick/${at}`, seq: 0, at, now: machine.now() },
    tickedTo: 0,
  };
  const wasDueAt = new Map(due.map(({ id, wakeAt }) => [id, wakeAt]));
  const parts = await applyAll(machine, new Map(due.map(({ id }) => [id, [planned]])));
  const served = parts.map((part) => {
    const { customer, wakeAt, effects } = part.applied;
    const isStuck = wakeAt !== null && wakeAt <= (wasDueAt.get(customer.id) ?? 0) && effects.length === 0;
    if (!isStuck) return part;
    // Served again and again it would keep everybody behind it waiting.
    const failure = new Error("a timer stays due after it was served");
    customer.version -= 1;
    return { ...part, applied: holdCustomer(customer.id, customer, failure, planned.input) };
  });
  // Whoever waited for weeks hears nothing for weeks again.
  await machine.commitAhead({ parts: served, isPassing: true });
  dueBatch.took(due.length, clock.now() - began);
  return true;
}
