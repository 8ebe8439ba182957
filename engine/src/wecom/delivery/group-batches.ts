import type { Material, Task } from "@sopflow/schemas";

/** WeCom takes so many customers in one group send (add_msg_template). Its 9 attachments are a flow's limit, too. */
export const MAX_SEND_CUSTOMERS = 10_000;

/** A task that goes out as a group send, and the customer as WeCom knows them. */
export interface SendableTask {
  readonly task: Task;
  readonly externalUserId: string;
}

/** One group send: one advisor, one content, so many customers. */
export interface GroupBatch {
  readonly advisorId: string;
  readonly text: string;
  readonly materials: readonly Material[];
  readonly tasks: readonly SendableTask[];
}

/**
 * Parts tasks into group sends: same advisor and same words go together, in the order given. Over 10,000 customers, or
 * the same customer twice, starts another send, since one send reaches a customer once.
 */
export function groupBatches(tasks: readonly SendableTask[]): GroupBatch[] {
  const done: GroupBatch[] = [];
  const open = new Map<string, { batch: GroupBatch & { tasks: SendableTask[] }; customers: Set<string> }[]>();
  for (const one of tasks) {
    const { advisorId = "", text, materials } = one.task;
    const key = JSON.stringify([advisorId, text, materials]);
    const sends = open.get(key) ?? [];
    open.set(key, sends);
    let place = sends.find(
      ({ batch, customers }) => batch.tasks.length < MAX_SEND_CUSTOMERS && !customers.has(one.externalUserId),
    );
    if (!place) {
      place = { batch: { advisorId, text, materials, tasks: [] }, customers: new Set() };
      sends.push(place);
      done.push(place.batch);
    }
    place.batch.tasks.push(one);
    place.customers.add(one.externalUserId);
  }
  return done;
}
