import type { Store } from "@sopflow/engine";
import { deliveryRecords } from "@sopflow/engine/wecom";
import type { Task } from "@sopflow/schemas";

const PAGE = 500;

/**
 * Open tasks whose group send WeCom has made and whose advisor has not confirmed it. One send carries many tasks: it is
 * tasks that are counted and listed, so that the number and the list behind it are the same.
 */
export async function unconfirmedTasks(
  store: Pick<Store, "tasks">,
  /** Of every connection to WeCom. */
  connections: readonly Store["records"][],
): Promise<Task[]> {
  const ids = new Set<string>();
  for (const records of connections) await collect(records, ids);
  const waiting: Task[] = [];
  const all = [...ids];
  for (let at = 0; at < all.length; at += PAGE) {
    waiting.push(...(await store.tasks.load(all.slice(at, at + PAGE))).filter(({ state }) => state === "open"));
  }
  return waiting;
}

async function collect(records: Store["records"], ids: Set<string>): Promise<void> {
  const { groupSends } = deliveryRecords(records);
  for (let afterId: string | undefined; ; ) {
    const page = await groupSends.list({ limit: PAGE, ...(afterId === undefined ? {} : { afterId }) });
    for (const { doc } of page) {
      if (doc.state !== "created" || doc.confirmedAt !== undefined) continue;
      for (const taskId of Object.values(doc.open)) ids.add(taskId);
    }
    afterId = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}
