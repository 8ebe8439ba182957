import type { Customer, Enrollment, Timer, TimerKind } from "@sopflow/schemas";

interface NewTimer {
  readonly at: number;
  readonly kind: TimerKind;
  readonly n: string;
  readonly visit?: number;
  readonly ref?: string;
}

/** Sets a timer; another of the same enrollment, kind, node and ref is replaced. `owner` "" = the customer's own. */
export function setTimer(customer: Customer, owner: Enrollment | "", timer: NewTimer): Timer {
  const e = owner === "" ? "" : owner.id;
  const { at, kind, n, ref, visit = 0 } = timer;
  const { timers } = customer;
  for (let i = 0; i < timers.length; i++) {
    const other = timers[i];
    if (other === undefined || other.e !== e || other.kind !== kind || other.n !== n || other.ref !== ref) continue;
    if (other.at === at && other.visit === visit) return other;
    const replaced = makeTimer(e, timer);
    timers[i] = replaced;
    return replaced;
  }
  const added = makeTimer(e, timer);
  timers.push(added);
  return added;
}

const makeTimer = (e: string, { at, kind, n, ref, visit = 0 }: NewTimer): Timer =>
  ref === undefined ? { at, kind, e, n, visit } : { at, kind, e, n, visit, ref };

/** Sets the customer's only timer of a kind, or takes it back. */
export function setOwnTimer(customer: Customer, kind: TimerKind, at: number | undefined): void {
  const { timers } = customer;
  for (let i = 0; i < timers.length; i++) {
    const timer = timers[i];
    if (timer === undefined || timer.kind !== kind || timer.e !== "") continue;
    if (at === undefined) timers.splice(i, 1);
    else if (timer.at !== at) timers[i] = makeTimer("", { at, kind, n: "" });
    return;
  }
  if (at !== undefined) timers.push(makeTimer("", { at, kind, n: "" }));
}

interface WhichTimers {
  readonly kind?: TimerKind;
  readonly n?: string;
  readonly ref?: string;
}

/** Takes back timers of an owner, all or by kind, node and ref. */
export function clearTimers(customer: Customer, owner: Enrollment | "", { kind, n, ref }: WhichTimers = {}): void {
  const e = owner === "" ? "" : owner.id;
  const { timers } = customer;
  let kept = 0;
  for (const timer of timers) {
    const isMeant =
      timer.e === e &&
      (kind === undefined || timer.kind === kind) &&
      (n === undefined || timer.n === n) &&
      (ref === undefined || timer.ref === ref);
    if (!isMeant) timers[kept++] = timer;
  }
  timers.length = kept;
}

/** Takes back the timers of whatever an enrollment waits for at its node. */
export function clearWaits(customer: Customer, enrollment: Enrollment): void {
  const { timers } = customer;
  let kept = 0;
  for (const timer of timers) {
    const isWait = timer.e === enrollment.id && (timer.kind === "wait" || timer.kind === "audience");
    if (!isWait) timers[kept++] = timer;
  }
  timers.length = kept;
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
