import type { Store, TaskQuery } from "@sopflow/engine";
import { atLocalTime, localDayNumber, takesCapacity } from "@sopflow/engine/core";
import type { Advisor, Task, TaskState, TeamMember } from "@sopflow/schemas";
import { answerableFor } from "../tasks/answerable-for.js";

const WINDOW_DAYS = 7;
const PAGE = 1_000;
/** Taken back before anybody could do it, a task is nobody's lateness. */
const COUNTED_STATES = ["open", "done", "skipped", "expired"] as const satisfies readonly TaskState[];

/**
 * How every advisor's day stands. On time = done by the deadline ÷ (fell due − withdrawn), over the last 7 days
 * (DOMAIN §7 按时率); standings are by that and by customers' praise, never by sales.
 *
 * Whose a task is: what is open (open, overdue, due today) is to be done by who has it now; what was done, skipped or
 * praised is of who closed it; for the on-time rate a task counts for who had it when it fell due (`answerableFor`).
 * Today's figures count what was closed today, however long ago it was due; the load counts what the engine gives to a day.
 */
export async function loadTeam(
  store: Pick<Store, "tasks" | "brand">,
  now: number,
  unconfirmed: readonly Task[],
): Promise<TeamMember[]> {
  const zone = (await store.brand.settings())?.timezone ?? "Asia/Shanghai";
  const today = localDayNumber(zone, now);
  const dayStart = atLocalTime(zone, today, 0);
  const dayEnd = atLocalTime(zone, today + 1, 0);
  const from = atLocalTime(zone, today - WINDOW_DAYS, 0);
  const advisors = await store.brand.advisors();
  const tallies = new Map(advisors.map((advisor) => [advisor.id, newTally()]));
  const add = (advisorId: string | undefined, count: (tally: Tally) => void) => {
    const tally = advisorId === undefined ? undefined : tallies.get(advisorId);
    if (tally) count(tally);
  };
  for await (const task of tasksOf(store, { states: ["open"] })) {
    add(task.advisorId, (tally) => {
      countOpen(tally, task, now, dayEnd);
      countContact(tally, task, dayStart);
    });
  }
  for await (const task of tasksOf(store, { closedFrom: from, closedBefore: dayEnd })) {
    add(task.advisorId, (tally) => {
      countClosed(tally, task, dayStart);
      countContact(tally, task, dayStart);
    });
  }
  for await (const task of tasksOf(store, { states: COUNTED_STATES, dueFrom: from, dueBefore: now })) {
    add(answerableFor(task), (tally) => countDue(tally, task));
  }
  for (const { advisorId } of unconfirmed) add(advisorId, (tally) => (tally.unconfirmedSends += 1));
  return advisors.map((advisor) => toMember(advisor, tallies.get(advisor.id) ?? newTally())).sort(byStanding);
}

type Tally = ReturnType<typeof newTally>;

const newTally = () => ({
  open: 0,
  overdue: 0,
  dueToday: 0,
  doneToday: 0,
  contactsToday: 0,
  fellDue: 0,
  onTime: 0,
  praises: 0,
  unconfirmedSends: 0,
  skips: new Map<string, number>(),
});

function countOpen(tally: Tally, { dueAt }: Task, now: number, dayEnd: number): void {
  tally.open += 1;
  if (dueAt < now) tally.overdue += 1;
  else if (dueAt < dayEnd) tally.dueToday += 1;
}

function countClosed(tally: Tally, { state, closedAt = 0, result }: Task, dayStart: number): void {
  if (result?.intent === "praise") tally.praises += 1;
  if (closedAt < dayStart) return;
  if (state === "done") tally.doneToday += 1;
  if (state !== "skipped") return;
  const reason = result?.skipReason ?? "other";
  tally.skips.set(reason, (tally.skips.get(reason) ?? 0) + 1);
}

/** As the worker counts it where it looks for room. */
function countContact(tally: Tally, task: Task, dayStart: number): void {
  if (task.issuedAt >= dayStart && task.state !== "withdrawn" && takesCapacity(task)) tally.contactsToday += 1;
}

function countDue(tally: Tally, { state, dueAt, closedAt = 0 }: Task): void {
  tally.fellDue += 1;
  if (state === "done" && closedAt <= dueAt) tally.onTime += 1;
}

function toMember(advisor: Advisor, tally: Tally): TeamMember {
  const { skips, onTime, ...counts } = tally;
  return {
    advisorId: advisor.id,
    name: advisor.name,
    active: advisor.active,
    capacityPerDay: advisor.capacityPerDay,
    ...counts,
    ...(tally.fellDue === 0 ? {} : { onTimeRate: onTime / tally.fellDue }),
    skips: [...skips].map(([reason, times]) => ({ reason, count: times })).sort((a, b) => b.count - a.count),
  };
}

const byStanding = (a: TeamMember, b: TeamMember): number =>
  (b.onTimeRate ?? -1) - (a.onTimeRate ?? -1) || b.praises - a.praises || a.name.localeCompare(b.name, "zh");

async function* tasksOf(store: Pick<Store, "tasks">, query: Omit<TaskQuery, "limit" | "after">): AsyncGenerator<Task> {
  for (let after: string | undefined; ; ) {
    const page = await store.tasks.query({ ...query, limit: PAGE, ...(after === undefined ? {} : { after }) });
    yield* page;
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}
