import { createEngine, instantWaker, type Store, VirtualClock } from "@sopflow/engine";
import { partitionOf } from "@sopflow/engine/core";
import type { Customer } from "@sopflow/schemas";
import { flowOf } from "./engine-world.js";

/** How long everybody waits. */
export const WAIT_MS = 30 * 86_400_000;

/** Whoever becomes a friend gets a task thirty days later. */
export const waitingFlow = () =>
  flowOf("waiting", [
    ["trigger.event", { event: "friend.added" }],
    ["wait.duration", { duration: "P30D" }],
    ["task", { title: "回访", script: "您好", wait: false }],
  ]);

export const waitingId = (i: number): string => `w${String(i).padStart(7, "0")}`;

const COMMIT_CUSTOMERS = 2_000;

/**
 * Puts people into the wait of `waitingFlow`: one goes there by an event, the others are copies of its document and row
 * with ids of their own. All entered at `enteredAt`.
 */
export async function addWaiting(store: Store, count: number, enteredAt: number): Promise<void> {
  const clock = new VirtualClock(enteredAt);
  const engine = createEngine({ store, clock, waker: instantWaker });
  const at = new Date(enteredAt).toISOString();
  const first = {
    id: "first",
    source: "bench",
    type: "friend.added",
    customer: waitingId(0),
    at,
    props: { advisorId: "a1" },
  };
  await engine.post([first], { origin: "system", received: enteredAt });
  await engine.runUntilIdle();
  const model = (await store.customers.load([waitingId(0)])).get(waitingId(0));
  const [row] = await store.readSide.enrollments({ flowId: "waiting", limit: 1 });
  const wakeAt = model?.timers[0]?.at;
  if (!model || !row || wakeAt !== enteredAt + WAIT_MS) throw new Error("nobody waits");
  const text = JSON.stringify(model);
  for (let from = 1; from < count; from += COMMIT_CUSTOMERS) {
    const ids = Array.from({ length: Math.min(COMMIT_CUSTOMERS, count - from) }, (_, i) => waitingId(from + i));
    await store.commit({
      customers: ids.map((id) => {
        const copied = text.replaceAll(row.id, enrollmentOf(id)).replaceAll(model.id, id);
        const customer: Customer = { ...model, id, partition: partitionOf(id), version: 1 };
        const placed = copied.replace(
          `"partition":${model.partition},"version":${model.version}`,
          `"partition":${customer.partition},"version":1`,
        );
        return { customer, text: placed, expectedVersion: 0, wakeAt };
      }),
      enrollments: ids.map((id) => ({ ...row, id: enrollmentOf(id), customerId: id })),
      newTasks: [],
      taskPatches: [],
      taskCloses: [],
      trace: [],
      counters: [],
      notifications: [],
      alerts: [],
      append: [],
      schedules: [],
      erase: [],
    });
  }
  await store.durable();
  const last = waitingId(count - 1);
  const copy = (await store.customers.load([last])).get(last);
  if (copy?.id !== last || copy.version !== 1 || copy.partition !== partitionOf(last))
    throw new Error("a copy is not right");
}

const enrollmentOf = (id: string): string => `waiting-of-${id}`;
