import type { Advisor, Task } from "@sopflow/schemas";
import type { AdvisorLoad, Assignment } from "./pick-advisor.js";

/** Proactive chats and calls; whoever began them is answered anyway. */
export const isProactive = ({ purpose, channel }: Pick<Task, "purpose" | "channel">): boolean =>
  purpose !== "reply" && (channel === "chat" || channel === "phone");

/** Whether a task takes of its advisor's day. What several flows want of one customer is one visit, and taken once. */
export const takesCapacity = (task: Pick<Task, "purpose" | "channel" | "scope" | "sameVisit">): boolean =>
  task.scope === "customer" && isProactive(task) && task.sameVisit !== true;

/** How much room advisors have today. Whoever runs steps for many customers keeps it. */
export interface AdvisorRoom {
  /** What an advisor had to do up to now, on the day of `at` (epoch ms). */
  loadOf(advisorId: string, at: number): AdvisorLoad | undefined;
}

const hasRoom = (advisor: Advisor, load: AdvisorLoad | undefined): boolean =>
  (load?.proactive ?? 0) < advisor.capacityPerDay;

/**
 * Whether everybody who may do a task has a full day: whom `assign` names; where nobody of those is there, whom `fallback`
 * names. An owner's chats are nobody else's, so a full owner does not lead to the fallback. False where nobody is there
 * at all: that is told otherwise.
 */
export function isEverybodyFull(
  { assign, fallback, ownerId }: Assignment,
  advisors: ReadonlyMap<string, Advisor>,
  loadOf: (advisorId: string) => AdvisorLoad | undefined,
): boolean {
  for (const name of [assign, fallback]) {
    const candidates = candidatesOf(name, ownerId, advisors);
    if (candidates.length > 0) return !candidates.some((advisor) => hasRoom(advisor, loadOf(advisor.id)));
  }
  return false;
}

/** Of a pool those come first who have room. */
export function withRoomFirst(
  candidates: readonly Advisor[],
  loadOf: (advisorId: string) => AdvisorLoad | undefined,
): readonly Advisor[] {
  const free = candidates.filter((advisor) => hasRoom(advisor, loadOf(advisor.id)));
  return free.length > 0 ? free : candidates;
}

/** Active advisors that an assignment names. */
export function candidatesOf(
  assign: string,
  ownerId: string | undefined,
  advisors: ReadonlyMap<string, Advisor>,
): readonly Advisor[] {
  if (!assign.startsWith("pool:")) {
    const id = assign.startsWith("advisor:") ? assign.slice("advisor:".length) : ownerId;
    const advisor = id === undefined ? undefined : advisors.get(id);
    return advisor?.active ? [advisor] : [];
  }
  const pool = assign.slice("pool:".length);
  return [...advisors.values()].filter((advisor) => advisor.active && advisor.pools.includes(pool));
}
