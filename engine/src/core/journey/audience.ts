import { nextFlip } from "../profile/index.js";
import { nextLocalTime, parseLocalTime } from "../time/index.js";
import { dropBit, standingOf, writeBit } from "./audience-bits.js";
import { customerScope } from "./condition-facts.js";
import { enroll } from "./enroll.js";
import type { AudienceTrigger } from "./flow-directory.js";
import type { JourneyEvent, StepRun } from "./run.js";
import { clearTimers, setTimer } from "./timers.js";

const zoneOf = (trigger: AudienceTrigger) => trigger.flow.newest.plan.settings.timezone;

const matchesNow = (run: StepRun, trigger: AudienceTrigger): boolean =>
  trigger.holds(customerScope(run, zoneOf(trigger)));

/**
 * Notes, before an input changes anything, whether the customer matches triggers that it was never asked about: who
 * matched at publish does not *start* to match. The publish pass usually has done so already. Who is heard of for the
 * first time was not there to match, and may start to with this very input.
 */
export function noteBaseline(run: StepRun): void {
  const { customer, input } = run;
  const { flows } = run.context;
  const standing = flows.audiences.length > FEW_AUDIENCES ? standingOf(customer.audience) : undefined;
  if (standing?.asked === flows) return;
  const isNew = input.kind === "event" && customer.recent.length === 1 && isEmpty(customer.audience);
  for (const trigger of flows.audiences) {
    const { version } = trigger.flow.newest;
    if (customer.audience[trigger.key]?.version === version) continue;
    if (isNew) writeBit(customer.audience, trigger.key, { in: false, version });
    else publishAudience(run, trigger);
  }
  if (standing) standing.asked = flows;
}

/** So few are asked one by one. */
const FEW_AUDIENCES = 8;

const isEmpty = (record: object): boolean => {
  for (const _ in record) return false;
  return true;
};

/** After a change: enters the customer into every audience that it starts to match, and plans the next look. */
export function checkAudiences(run: StepRun, event: JourneyEvent): void {
  const { audiences } = run.context.flows;
  if (audiences.length <= FEW_AUDIENCES) {
    for (const trigger of audiences) if (mayMatter(run, trigger)) reconsider(run, trigger, event.id);
    return;
  }
  // Who enters may match others by it: those that come later in the list are then looked up anew.
  let from: number | undefined = 0;
  while (from !== undefined) from = checkFrom(run, from, event.id);
}

/** Asks about what may have changed, in order, until the customer enters a flow; then the place behind it. */
function checkFrom(run: StepRun, from: number, causeId: string): number | undefined {
  const { flows } = run.context;
  for (const place of placesToAsk(run)) {
    const trigger = flows.audiences[place];
    if (trigger && place >= from && reconsider(run, trigger, causeId)) return place + 1;
  }
  return undefined;
}

/**
 * Audiences that may hold now, that the customer is in, or that time may change. Any other one fails at a fact that time
 * leaves alone, as it did before: asking it would change neither its bit nor a timer.
 */
function placesToAsk(run: StepRun): readonly number[] {
  const { flows, settings } = run.context;
  const { audience, timers } = run.customer;
  const places: number[] = [];
  const add = (key: string) => {
    const place = flows.placeOfAudience(key);
    if (place !== undefined) places.push(place);
  };
  for (const key of standingOf(audience).inside) add(key);
  for (const timer of timers) if (timer.kind === "audience" && timer.e === "") add(timer.n);
  return flows.audienceIndex.placesFor(customerScope(run, settings.timezone), places);
}

/** The same for one audience. */
function mayMatter(run: StepRun, { key, mayHold }: AudienceTrigger): boolean {
  const { audience, timers } = run.customer;
  if (mayHold === undefined || audience[key]?.in === true) return true;
  for (const timer of timers) if (timer.kind === "audience" && timer.e === "" && timer.n === key) return true;
  return mayHold(customerScope(run, run.context.settings.timezone));
}

/** Audiences that time alone has made true, and that only wait for their `checkAt`. */
export function awaitingCheck(run: StepRun): ReadonlySet<AudienceTrigger> {
  const { audience, timers } = run.customer;
  const isAwaited = (trigger: AudienceTrigger) =>
    audience[trigger.key]?.in === false &&
    timers.some((t) => t.kind === "audience" && t.e === "" && t.n === trigger.key) &&
    matchesNow(run, trigger);
  return new Set(run.context.flows.audiences.filter(isAwaited));
}

/**
 * After an input that matches nothing: who matches now does not start to match at the next event. Who matched before it
 * by time alone still enters at `checkAt`.
 */
export function markAudiences(run: StepRun, waiting: ReadonlySet<AudienceTrigger>): void {
  for (const trigger of run.context.flows.audiences) {
    if (!waiting.has(trigger) || !matchesNow(run, trigger)) markAudience(run, trigger);
  }
}

/** Notes whether the customer matches, without entering it. */
export function markAudience(run: StepRun, trigger: AudienceTrigger): void {
  const bit = { in: matchesNow(run, trigger), version: trigger.flow.newest.version };
  writeBit(run.customer.audience, trigger.key, bit);
  plan(run, trigger);
}

/** Time alone may have changed one audience; asked at the trigger's `checkAt`. */
export function wakeAudience(run: StepRun, key: string): void {
  const trigger = run.context.flows.audiences.find((t) => t.key === key);
  if (trigger) reconsider(run, trigger, `${key}@${run.at}`);
  else if (run.context.flows.get(flowIdOf(key))?.state !== "paused") dropBit(run.customer.audience, key);
}

/** Flow ids hold no slash. */
const flowIdOf = (key: string): string => key.slice(0, key.indexOf("/"));

/**
 * Asks one customer about a newly published audience: who matches already is marked, and entered where the trigger says
 * `existing: enroll`. The publish pass does so for everybody; an input that comes first does it for its customer. Where
 * the question is the same as in the version before, its answer stays: who was to enter at the next `checkAt` still does.
 */
export function publishAudience(run: StepRun, trigger: AudienceTrigger): void {
  const { key, flow, nodeId, enrollExisting } = trigger;
  const { version } = flow.newest;
  const known = run.customer.audience[key];
  if (known && !enrollExisting && isSameQuestion(trigger, known.version)) {
    writeBit(run.customer.audience, key, { ...known, version });
    return;
  }
  const matches = matchesNow(run, trigger);
  writeBit(run.customer.audience, key, { in: matches, version });
  plan(run, trigger);
  if (matches && enrollExisting) enroll(run, flow, nodeId, { id: existingId(trigger), props: {} });
}

function isSameQuestion({ flow, nodeId, where, checkAt }: AudienceTrigger, version: number): boolean {
  const before = flow.versions.get(version)?.plan;
  const node = before?.nodes[nodeId];
  if (!before || !node || node.disabled || !("checkAt" in node.data)) return false;
  return (
    node.data.checkAt === checkAt &&
    before.settings.timezone === flow.newest.plan.settings.timezone &&
    JSON.stringify(node.data.where) === JSON.stringify(where)
  );
}

const existingId = ({ key, flow }: AudienceTrigger) => `${key}@${flow.newest.version}/existing`;

/** True when the customer started to match, so that it was to enter. */
function reconsider(run: StepRun, trigger: AudienceTrigger, causeId: string): boolean {
  const bit = run.customer.audience[trigger.key];
  if (bit?.version !== trigger.flow.newest.version) return false; // not asked yet: the publish pass will
  const matches = matchesNow(run, trigger);
  const starts = matches && !bit.in;
  if (bit.in !== matches) writeBit(run.customer.audience, trigger.key, { in: matches, version: bit.version });
  plan(run, trigger);
  if (starts) enroll(run, trigger.flow, trigger.nodeId, { id: causeId, props: {} });
  return starts;
}

/**
 * When to look again, because time alone may make a difference; no timer where it never does. Who does not match is
 * looked at with the next `checkAt` after that; who matches at once, since it must be known that they left when
 * something makes them match again before `checkAt`.
 */
function plan(run: StepRun, trigger: AudienceTrigger): void {
  const zone = zoneOf(trigger);
  const flip = nextFlip(trigger.where, run.customer, run.at, zone);
  if (flip === undefined) {
    clearTimers(run.customer, "", { kind: "audience", n: trigger.key });
    return;
  }
  const isIn = run.customer.audience[trigger.key]?.in === true;
  const at = isIn ? flip : nextLocalTime(zone, flip, parseLocalTime(trigger.checkAt) ?? 0);
  setTimer(run.customer, "", { at, kind: "audience", n: trigger.key });
}
