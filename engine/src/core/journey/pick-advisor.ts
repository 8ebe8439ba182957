import type { Advisor } from "@sopflow/schemas";
import { candidatesOf, withRoomFirst } from "./advisor-room.js";

/** What an advisor has to do: open tasks, and tasks issued to that person since the day began. */
export interface AdvisorLoad {
  readonly open: number;
  readonly issued: number;
  /** Of those, proactive chats and calls: what a day's capacity counts. */
  readonly proactive?: number;
}

/** Who should do a task, in the words of its node: `owner`, `pool:<name>`, `advisor:<id>`. */
export interface Assignment {
  readonly assign: string;
  readonly fallback: string;
  /** The customer's owner. */
  readonly ownerId?: string | undefined;
}

const NO_LOAD: AdvisorLoad = { open: 0, issued: 0 };

/**
 * Picks the advisor of a task: whom `assign` names, else whom `fallback` names; of a pool, of those with room left
 * today if there are any, the one with the least open work for their capacity, then the least issued today, then the lower id. Only active advisors. Undefined: nobody is
 * there. Live and back-test share it, so that both hand out the same work.
 */
export function pickAdvisor(
  { assign, fallback, ownerId }: Assignment,
  advisors: ReadonlyMap<string, Advisor>,
  loadOf: (advisorId: string) => AdvisorLoad | undefined,
): string | undefined {
  return pick(assign, ownerId, advisors, loadOf) ?? pick(fallback, ownerId, advisors, loadOf);
}

function pick(
  assign: string,
  ownerId: string | undefined,
  advisors: ReadonlyMap<string, Advisor>,
  loadOf: (advisorId: string) => AdvisorLoad | undefined,
): string | undefined {
  const candidates = withRoomFirst(candidatesOf(assign, ownerId, advisors), loadOf);
  let best: Advisor | undefined;
  for (const advisor of candidates) if (best === undefined || compare(advisor, best, loadOf) < 0) best = advisor;
  return best?.id;
}

function compare(a: Advisor, b: Advisor, loadOf: (advisorId: string) => AdvisorLoad | undefined): number {
  const loadA = loadOf(a.id) ?? NO_LOAD;
  const loadB = loadOf(b.id) ?? NO_LOAD;
  // Cross-multiplied, so that a capacity of 0 comes last without dividing by it.
  const byShare = loadA.open * b.capacityPerDay - loadB.open * a.capacityPerDay;
  if (a.capacityPerDay === 0 || b.capacityPerDay === 0) {
    const byCapacity = b.capacityPerDay - a.capacityPerDay;
    if (byCapacity !== 0) return byCapacity;
  } else if (byShare !== 0) return byShare;
  return loadA.open - loadB.open || loadA.issued - loadB.issued || (a.id < b.id ? -1 : 1);
}
