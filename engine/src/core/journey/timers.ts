import type { Customer, Enrollment, Timer, TimerKind } from "@sopflow/schemas";

interface NewTimer {
  readonly at: number;
  readonly kind: TimerKind;
  readonly n: string;
  readonly visit?: number;
  readonly ref?: string;
}

/** Sets a timer; another of the same enrollment, kind, node and ref is replaced. `owner` "" = the customer's own. */
export function setTimer(customer: Customer, owner: Enrollment | "", timer: NewTimer): void {
  const e = owner === "" ? "" : owner.id;
  const ref = timer.ref;
  const visit = timer.visit ?? 0;
  const timers = customer.timers;
  const at = timers.findIndex((t) => t.e === e && t.kind === timer.kind && t.n === timer.n && t.ref === ref);
  const next: Timer = { at: timer.at, kind: timer.kind, e, n: timer.n, visit, ...(ref === undefined ? {} : { ref }) };
  if (at >= 0) timers[at] = next;
  else timers.push(next);
}

/** Takes back timers of an owner, all or by kind, node and ref. */
export function clearTimers(
  customer: Customer,
  owner: Enrollment | "",
  which: { kind?: TimerKind; n?: string; ref?: string } = {},
): void {
  const e = owner === "" ? "" : owner.id;
  const matches = (t: Timer) =>
    t.e === e &&
    (which.kind === undefined || t.kind === which.kind) &&
    (which.n === undefined || t.n === which.n) &&
    (which.ref === undefined || t.ref === which.ref);
  if (customer.timers.some(matches)) customer.timers = customer.timers.filter((t) => !matches(t));
}

/**
 * The next timer due at or before `until`: by time, then the customer's own, then order of enrollment, then node id
 * (FLOW-FORMAT §4.2). `blocked` says whose timers rest (paused flows).
 */
export function nextTimer(
  customer: Customer,
  until: number,
  blocked: (enrollmentId: string) => boolean,
): Timer | undefined {
  let best: Timer | undefined;
  for (const timer of customer.timers) {
    if (timer.at > until || (best !== undefined && timer.at > best.at)) continue;
    if (timer.e !== "" && blocked(timer.e)) continue;
    if (best === undefined || timer.at < best.at || comesBefore(customer, timer, best)) best = timer;
  }
  return best;
}

function comesBefore(customer: Customer, a: Timer, b: Timer): boolean {
  const order = (t: Timer) => (t.e === "" ? -1 : customer.enrollments.findIndex((e) => e.id === t.e));
  const byOwner = order(a) - order(b);
  if (byOwner !== 0) return byOwner < 0;
  if (a.n !== b.n) return a.n < b.n;
  return (a.ref ?? "") < (b.ref ?? "");
}

/** Earliest timer of those that may run; null = nobody has to wake this customer. */
export function earliestTimer(customer: Customer, blocked: (enrollmentId: string) => boolean): number | null {
  let earliest: number | null = null;
  for (const timer of customer.timers) {
    if (earliest !== null && timer.at >= earliest) continue;
    if (timer.e !== "" && blocked(timer.e)) continue;
    earliest = timer.at;
  }
  return earliest;
}
