import { localDayNumber } from "@sopflow/engine/core";
import type { Customer, Task } from "@sopflow/schemas";
import { fail } from "./failed-invariant.js";
import type { PublishedFlows } from "./published-flows.js";
import { ZONE } from "./town.js";
import type { TraceLedger } from "./trace-ledger.js";

type Entries = TraceLedger["entries"];

interface Countable {
  readonly customers: readonly Customer[];
  readonly tasks: readonly Task[];
  readonly entries: Entries;
}

/** What counters must say of tasks and people, counted without them: `<flow> <version> <node> <metric> <key>` → count. */
export function checkCounts(counters: ReadonlyMap<string, number>, { customers, tasks, entries }: Countable): void {
  const kept = new Map<string, number>();
  for (const [id, count] of counters) {
    const [flowId, , , metric, key = ""] = id.split(" ");
    add(kept, `${flowId} ${metric} ${metric === "closed" ? key : ""}`, count);
  }
  const found = new Map<string, number>();
  for (const { flowId } of entries) add(found, `${flowId} entered `, 1);
  for (const { flowId, state } of tasks) {
    add(found, `${flowId} issued `, 1);
    if (state !== "open") add(found, `${flowId} closed ${state}`, 1);
  }
  for (const [id, count] of found) {
    if (kept.get(id) !== count) fail("counters count people and tasks", { id, found: count, kept: kept.get(id) });
  }
  const inside = new Map<string, number>();
  for (const { flowId, state } of customers.flatMap((c) => c.enrollments))
    if (state === "active") add(inside, flowId, 1);
  for (const flowId of new Set(entries.map((entry) => entry.flowId))) {
    const of = (metric: string) => kept.get(`${flowId} ${metric} `) ?? 0;
    const left = of("entered") - of("completed") - of("exited") - of("failed");
    if (left !== (inside.get(flowId) ?? 0)) fail("who entered is inside or has ended", { flowId, left, inside });
  }
}

/** No throttled trigger lets in more people a day than it says. */
export function checkThrottles(entries: Entries, flows: PublishedFlows): void {
  const days = new Map<string, number>();
  for (const { flowId, version, nodeId, at } of entries) {
    const data = flows.node(flowId, version, nodeId)?.data;
    const perDay = data && "entry" in data ? data.entry?.perDay : undefined;
    if (perDay === undefined) continue;
    const day = `${flowId} ${localDayNumber(ZONE, at)}`;
    add(days, day, 1);
    if ((days.get(day) ?? 0) > perDay) fail("throttles hold", { flowId, version, nodeId, day, perDay });
  }
}

function add(counts: Map<string, number>, id: string, count: number): void {
  counts.set(id, (counts.get(id) ?? 0) + count);
}
