import type { ThrottledTrigger } from "./flow-directory.js";

/** Somebody who waits for a turn at a throttled trigger. */
export interface Waiting {
  /** Id of the entry. */
  readonly id: string;
  readonly customerId: string;
  /** Epoch ms. */
  readonly since: number;
  /** The customer's owner. */
  readonly advisorId?: string | undefined;
  /** Net spend of all time, fen. */
  readonly spend: number;
}

/** Who was let in on one calendar day. */
export interface Admitted {
  readonly day: number;
  readonly total: number;
  readonly byAdvisor: Readonly<Record<string, number>>;
}

/** Customers without an owner share the allowance of one advisor. */
const NO_OWNER = "";

/**
 * Whose turn it is: in the trigger's order while the day's allowance lasts, in all and by owner. Of equals the lower entry
 * id comes first, so that every process chooses alike. Also says what the day's count is then.
 */
export function chooseAdmissions<W extends Waiting>(
  waiting: readonly W[],
  {
    perDay = Number.POSITIVE_INFINITY,
    perAdvisorPerDay = Number.POSITIVE_INFINITY,
    orderBy,
  }: ThrottledTrigger["entry"],
  before: Admitted,
): { readonly chosen: readonly W[]; readonly admitted: Admitted } {
  const byAdvisor: Record<string, number> = { ...before.byAdvisor };
  let { total } = before;
  const chosen: W[] = [];
  for (const one of [...waiting].sort(ORDERS[orderBy ?? "oldest"])) {
    if (total >= perDay) break;
    const owner = one.advisorId ?? NO_OWNER;
    const ofOwner = Object.hasOwn(byAdvisor, owner) ? (byAdvisor[owner] ?? 0) : 0;
    if (ofOwner >= perAdvisorPerDay) continue;
    byAdvisor[owner] = ofOwner + 1;
    total += 1;
    chosen.push(one);
  }
  return { chosen, admitted: { day: before.day, total, byAdvisor } };
}

const byId = (a: Waiting, b: Waiting) => (a.id < b.id ? -1 : 1);
const ORDERS: Record<"oldest" | "newest" | "value", (a: Waiting, b: Waiting) => number> = {
  oldest: (a, b) => a.since - b.since || byId(a, b),
  newest: (a, b) => b.since - a.since || byId(a, b),
  value: (a, b) => b.spend - a.spend || a.since - b.since || byId(a, b),
};
