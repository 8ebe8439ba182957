import type { Store } from "@sopflow/engine";
import { atLocalTime, DAY_MS, localDayNumber } from "@sopflow/engine/core";
import type { Advisor, Task, TeamMember } from "@sopflow/schemas";

const WINDOW_DAYS = 7;
const PAGE = 1_000;

/**
 * How every advisor's day stands. On time = done by the deadline ÷ (fell due − withdrawn), over the last 7 days
 * (DOMAIN §7 按时率); standings are by that and by customers' praise, never by sales.
 */
export async function loadTeam(
  store: Pick<Store, "tasks" | "brand">,
  now: number,
  unconfirmedOf: (advisorId: string) => number,
): Promise<TeamMember[]> {
  const zone = (await store.brand.settings())?.timezone ?? "Asia/Shanghai";
  const today = localDayNumber(zone, now);
  const dayStart = atLocalTime(zone, today, 0);
  const dayEnd = atLocalTime(zone, today + 1, 0);
  const from = atLocalTime(zone, today - WINDOW_DAYS, 0);
  const advisors = await store.brand.advisors();
  const tallies = new Map(advisors.map((advisor) => [advisor.id, newTally()]));
  // What was closed today may have been due some days ahead.
  for await (const task of tasksDue(store, from, dayEnd + 30 * DAY_MS)) {
    const tally = task.advisorId === undefined ? undefined : tallies.get(task.advisorId);
    if (tally) count(tally, task, { now, dayStart, dayEnd, from });
  }
  for await (const task of tasksDue(store, undefined, from, ["open"])) {
    const tally = task.advisorId === undefined ? undefined : tallies.get(task.advisorId);
    if (tally) count(tally, task, { now, dayStart, dayEnd, from });
  }
  return advisors
    .map((advisor) => toMember(advisor, tallies.get(advisor.id) ?? newTally(), unconfirmedOf(advisor.id)))
    .sort(byStanding);
}

interface Span {
  readonly now: number;
  readonly dayStart: number;
  readonly dayEnd: number;
  readonly from: number;
}

const newTally = () => ({
  open: 0,
  overdue: 0,
  dueToday: 0,
  doneToday: 0,
  fellDue: 0,
  onTime: 0,
  praises: 0,
  skips: new Map<string, number>(),
});

function count(tally: ReturnType<typeof newTally>, task: Task, { now, dayStart, dayEnd, from }: Span): void {
  const { state, dueAt, closedAt = 0, result } = task;
  const closedToday = closedAt >= dayStart && closedAt < dayEnd;
  if (state === "open") {
    tally.open += 1;
    if (dueAt < now) tally.overdue += 1;
    else if (dueAt < dayEnd) tally.dueToday += 1;
  }
  if (state === "done" && closedToday) tally.doneToday += 1;
  if (state === "skipped" && closedToday) {
    const reason = result?.skipReason ?? "other";
    tally.skips.set(reason, (tally.skips.get(reason) ?? 0) + 1);
  }
  if (result?.intent === "praise" && closedAt >= from) tally.praises += 1;
  if (dueAt < from || dueAt >= now || state === "withdrawn" || state === "stale") return;
  tally.fellDue += 1;
  if (state === "done" && closedAt <= dueAt) tally.onTime += 1;
}

function toMember(advisor: Advisor, tally: ReturnType<typeof newTally>, unconfirmedSends: number): TeamMember {
  const { skips, onTime, ...counts } = tally;
  return {
    advisorId: advisor.id,
    name: advisor.name,
    active: advisor.active,
    capacityPerDay: advisor.capacityPerDay,
    unconfirmedSends,
    ...counts,
    ...(tally.fellDue === 0 ? {} : { onTimeRate: onTime / tally.fellDue }),
    skips: [...skips].map(([reason, times]) => ({ reason, count: times })).sort((a, b) => b.count - a.count),
  };
}

const byStanding = (a: TeamMember, b: TeamMember): number =>
  (b.onTimeRate ?? -1) - (a.onTimeRate ?? -1) || b.praises - a.praises || a.name.localeCompare(b.name, "zh");

async function* tasksDue(
  store: Pick<Store, "tasks">,
  dueFrom: number | undefined,
  dueBefore: number,
  states?: readonly Task["state"][],
): AsyncGenerator<Task> {
  for (let after: string | undefined; ; ) {
    const page = await store.tasks.query({
      dueBefore,
      limit: PAGE,
      ...(dueFrom === undefined ? {} : { dueFrom }),
      ...(states === undefined ? {} : { states }),
      ...(after === undefined ? {} : { after }),
    });
    yield* page;
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}
