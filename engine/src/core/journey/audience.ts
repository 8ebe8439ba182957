import { nextFlip } from "../profile/index.js";
import { nextLocalTime, parseLocalTime } from "../time/index.js";
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
 * matched at publish does not *start* to match. The publish pass usually has done so already.
 */
export function noteBaseline(run: StepRun): void {
  for (const trigger of run.context.flows.audiences) {
    const { version } = trigger.flow.newest;
    if (run.customer.audience[trigger.key]?.version !== version) publishAudience(run, trigger);
  }
}

/** After a change: enters the customer into every audience that it starts to match, and plans the next look. */
export function checkAudiences(run: StepRun, event: JourneyEvent): void {
  for (const trigger of run.context.flows.audiences) reconsider(run, trigger, event.id);
}

/** After an input that matches nothing: who matches now does not start to match at the next event. */
export function markAudiences(run: StepRun): void {
  for (const trigger of run.context.flows.audiences) {
    run.customer.audience[trigger.key] = { in: matchesNow(run, trigger), version: trigger.flow.newest.version };
    plan(run, trigger);
  }
}

/** Time alone may have changed one audience; asked at the trigger's `checkAt`. */
export function wakeAudience(run: StepRun, key: string): void {
  const trigger = run.context.flows.audiences.find((t) => t.key === key);
  if (trigger) reconsider(run, trigger, `${key}@${run.at}`);
  else delete run.customer.audience[key];
}

/**
 * Asks one customer about a newly published audience: who matches already is marked, and entered where the trigger says
 * `existing: enroll`. The publish pass does so for everybody; an input that comes first does it for its customer.
 */
export function publishAudience(run: StepRun, trigger: AudienceTrigger): void {
  const matches = matchesNow(run, trigger);
  run.customer.audience[trigger.key] = { in: matches, version: trigger.flow.newest.version };
  plan(run, trigger);
  if (matches && trigger.enrollExisting)
    enroll(run, trigger.flow, trigger.nodeId, { id: existingId(trigger), props: {} });
}

const existingId = ({ key, flow }: AudienceTrigger) => `${key}@${flow.newest.version}/existing`;

function reconsider(run: StepRun, trigger: AudienceTrigger, causeId: string): void {
  const bit = run.customer.audience[trigger.key];
  if (bit?.version !== trigger.flow.newest.version) return; // not asked yet: the publish pass will
  const matches = matchesNow(run, trigger);
  const starts = matches && !bit.in;
  run.customer.audience[trigger.key] = { in: matches, version: trigger.flow.newest.version };
  plan(run, trigger);
  if (starts) enroll(run, trigger.flow, trigger.nodeId, { id: causeId, props: {} });
}

/** The next `checkAt` after time alone may make a difference; no timer where time alone never does. */
function plan(run: StepRun, trigger: AudienceTrigger): void {
  const zone = zoneOf(trigger);
  const flip = nextFlip(trigger.where, run.customer, run.at, zone);
  if (flip === undefined) {
    clearTimers(run.customer, "", { kind: "audience", n: trigger.key });
    return;
  }
  const at = nextLocalTime(zone, flip, parseLocalTime(trigger.checkAt) ?? 0);
  setTimer(run.customer, "", { at, kind: "audience", n: trigger.key });
}
