import type { Store } from "@sopflow/engine";
import { deliveryRecords } from "@sopflow/engine/wecom";

const PAGE = 500;

/** Group sends that WeCom has made and the advisor has not confirmed, by advisor. */
export async function unconfirmedSends(store: Pick<Store, "records">): Promise<Map<string, number>> {
  const { groupSends } = deliveryRecords(store.records);
  const waiting = new Map<string, number>();
  for (let afterId: string | undefined; ; ) {
    const page = await groupSends.list({ limit: PAGE, ...(afterId === undefined ? {} : { afterId }) });
    for (const { doc } of page) {
      if (doc.state !== "created" || doc.confirmedAt !== undefined) continue;
      waiting.set(doc.advisorId, (waiting.get(doc.advisorId) ?? 0) + 1);
    }
    afterId = page.at(-1)?.id;
    if (page.length < PAGE) return waiting;
  }
}
