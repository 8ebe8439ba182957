import type { TaskReport } from "@sopflow/engine";
import type { PostedEventInput, Task } from "@sopflow/schemas";

/** Three minutes of the script's time; one after the other, each is applied whole before the next begins. */
export const ROUND_MS = 3 * 60_000;
export const START = Date.parse("2026-03-02T08:00:00+08:00");
export const timeOf = (round: number): number => START + round * ROUND_MS;

const CUSTOMERS = 240;
const iso = (at: number) => `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

/** FNV-1a: the script decides by the names of things and never by what a run has seen. */
export function hash(...parts: (string | number)[]): number {
  let h = 0x811c9dc5;
  for (const char of parts.join("/")) h = Math.imul(h ^ char.charCodeAt(0), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}

/** Everything that is posted in a round, in order; all of it happens at the round's time. */
export function eventsOf(round: number): PostedEventInput[] {
  const at = iso(timeOf(round));
  const events: PostedEventInput[] = [];
  const add = (type: string, customer: PostedEventInput["customer"], props: PostedEventInput["props"] = {}) =>
    events.push({ id: `${round}-${events.length}`, source: "script", type, customer, at, props });
  if (round < CUSTOMERS / 8) {
    for (let i = 0; i < 8; i++) {
      const n = round * 8 + i;
      add("friend.added", customerOf(n), { advisorId: `a${n % 3}`, name: `客户${n}` });
    }
  }
  if (round === 6) for (let n = 0; n < 40; n += 3) add("tag.added", customerOf(n), { tag: "VIP" });
  for (let i = 0; i < 12; i++) {
    const h = hash("event", round, i);
    const who = customerOf(h % CUSTOMERS);
    const orderId = `o${round}-${i}`;
    const kind = (h >>> 10) % 16;
    if (kind < 5) add("order.paid", who, { orderId, amount: (h >>> 4) % 100_000, lines: [{ sku: "s1", quantity: 1 }] });
    else if (kind === 5) add("complaint.opened", who);
    else if (kind === 6) add("order.refunded", who, { orderId, amount: 100 });
    else if (kind === 7) add("tag.added", who, { tag: `t${h % 7}` });
    else add("message.received", who, { text: "在吗" });
  }
  add("form.submitted", customerOf(hash("form", round) % CUSTOMERS));
  addLives(round, add);
  return events;
}

/** Some people come by an identity, some turn out to be somebody else, some want to be forgotten. */
function addLives(
  round: number,
  add: (type: string, customer: PostedEventInput["customer"], props?: PostedEventInput["props"]) => unknown,
) {
  if (round % 10 === 1) {
    add("friend.added", `double-${round}`, { advisorId: "a1" });
    add("friend.added", `real-${round}`, { advisorId: "a2" });
    add("friend.added", `gone-${round}`, { advisorId: "a0" });
  }
  const since = round - (round % 10) + 1;
  if (round % 10 === 4) {
    add("order.paid", `double-${since}`, { orderId: `double-${since}`, amount: 900 });
    add("customer.merged", `double-${since}`, { fromId: `double-${since}`, intoId: `real-${since}` });
  }
  if (round % 10 === 6) add("message.received", `double-${since}`, { text: "还是我" });
  if (round % 10 === 8) add("customer.erased", `gone-${since}`);
}

/** Every fourth customer is only known by an identity. */
const customerOf = (n: number): PostedEventInput["customer"] =>
  n % 4 === 0 ? { idType: "external_user", value: `wm${n}` } : `c${n}`;

/** What advisors say in a round, of the tasks that were open when it began. */
export function reportsOf(round: number, open: readonly Task[]): { taskId: string; report: TaskReport }[] {
  const from = timeOf(round - 1);
  const at = timeOf(round);
  return open.flatMap((task) => {
    if (task.issuedAt > from || task.expiresAt <= at) return [];
    const minutes = [9, 21, 30, 12, Number.POSITIVE_INFINITY][hash("answer", task.id) % 5] ?? 0;
    const due = task.issuedAt + minutes * 60_000;
    if (due > at || due <= from) return [];
    const base = { by: task.advisorId ?? "nobody", at, requestId: "r" };
    const outcome = hash("outcome", task.id) % 2 === 0 ? "yes" : "no";
    const done = task.outcomes.length === 0 ? {} : { outcome };
    if (minutes === 30) return [{ taskId: task.id, report: { ...base, kind: "skip", reason: "刚聊过" } as const }];
    const reports: TaskReport[] = [{ ...base, kind: "complete", ...done }];
    if (minutes === 12) reports.unshift({ ...base, kind: "open" });
    return reports.map((report) => ({ taskId: task.id, report }));
  });
}
