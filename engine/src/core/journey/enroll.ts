import { ENTRY_GATES, type Enrollment, type EntryGate, type JsonObject } from "@sopflow/schemas";
import type { Program } from "../flow/program.js";
import { follow, guarded } from "./advance.js";
import type { PublishedFlow } from "./context.js";
import { later } from "./duration-of.js";
import { goalEnd, settleClosing } from "./end.js";
import { enteredWith, entryKey, withKey } from "./entry-key.js";
import { boundEntry } from "./entry-props.js";
import { isQueued, queueEntry, waitsItsTurn } from "./entry-queue.js";
import { enrollmentId } from "./ids.js";
import { renderFor } from "./render-text.js";
import type { StepRun } from "./run.js";
import { seenAtEntry } from "./seen-at-entry.js";
import { planStay } from "./stay.js";

/** Limits of FLOW-FORMAT §7. */
const MAX_ACTIVE = 50;
const MAX_PER_FLOW = 20;
const MAX_DOCUMENT_BYTES = 1_000_000;

export interface EntryCause {
  /** Id of the input or raised event that entered. */
  readonly id: string;
  readonly props: JsonObject;
  /** Its turn has come at a throttled trigger. */
  readonly admitted?: boolean;
}

/** Why an entry is refused; some reasons also raise an alert. */
interface Refusal {
  readonly reason: string;
  readonly alert?: string;
  readonly detail?: JsonObject;
}

/** Enters the customer into a flow's newest version at a trigger, unless a rule refuses it; then the reason is traced. */
export function enroll(run: StepRun, flow: PublishedFlow, trigger: string, cause: EntryCause): void {
  const { flowId } = flow;
  const key = entryKey(flow.newest.plan.settings.key, cause.props);
  const id = enrollmentId(run.customer.id, flowId, key ?? "", cause.id);
  const refusal = refusalOf(run, flow, id, key);
  if (refusal !== undefined) {
    refuseEntry(run, flow, trigger, cause.id, refusal.reason);
    if (refusal.alert) run.alert(refusal.alert, { flowId, nodeId: trigger }, refusal.detail);
    return;
  }
  run.begun.add(id);
  if (!cause.admitted && waitsItsTurn(run, flow, trigger)) {
    queueEntry(run, flow, trigger, { id, key, cause });
    return;
  }
  // Read before the customer is inside: a condition may ask which flows it is in.
  const seen = seenAtEntry(run, flow, trigger, cause);
  const { entry, dropped } = boundEntry(cause.props);
  const enrollment = begin(run, flow.newest, trigger, { id, key, inputId: cause.id, entry });
  run.customer.enrollments.push(enrollment);
  noteEntry(run, flow, key);
  planStay(run, enrollment);
  run.touch();
  run.trace("entered", enrollment, trigger, { port: trigger, detail: { input: cause.id, ...seen } });
  if (dropped.length > 0) run.alert("customer.entry_too_large", { flowId, nodeId: trigger }, { dropped });
  run.trace("arrived", enrollment, trigger);
  greet(run, enrollment, flow.newest, trigger);
  const to = flow.newest.plan.nodes[trigger]?.next.out ?? null;
  guarded(run, enrollment, () => follow(run, enrollment, { port: "out", to }));
}

/** The trace of an entry that did not happen, which the counters and the reasons shown are made from. */
export function refuseEntry(run: StepRun, flow: PublishedFlow, trigger: string, inputId: string, reason: string): void {
  run.trace("refused", flow, trigger, { detail: { reason, input: inputId } });
}

/** What re-entry rules will ask for: when the customer entered last, and with which key. */
function noteEntry(run: StepRun, { flowId, newest }: PublishedFlow, key: string | undefined): void {
  const history = run.customer.flows[flowId];
  const hasKey = newest.plan.settings.key !== undefined;
  const next = { ...history, entered: (history?.entered ?? 0) + 1, lastEnteredAt: run.at };
  run.customer.flows[flowId] = hasKey ? { ...next, keys: withKey(history?.keys, key ?? "", run.at) } : next;
}

function greet(run: StepRun, enrollment: Enrollment, program: Program, trigger: string): void {
  const data = program.plan.nodes[trigger]?.data;
  if (data === undefined || !("welcome" in data) || data.welcome === undefined) return;
  const { text, materials } = data.welcome;
  run.effects.push({
    kind: "welcome",
    flowId: enrollment.flowId,
    nodeId: trigger,
    text: renderFor(run, enrollment, trigger, text),
    materials,
    at: run.at,
  });
}

interface Beginning {
  readonly id: string;
  readonly key: string | undefined;
  readonly inputId: string;
  readonly entry: JsonObject;
}

function begin(run: StepRun, program: Program, trigger: string, { id, key, inputId, entry }: Beginning): Enrollment {
  const { settings } = program.plan;
  const enrollment: Enrollment = {
    id,
    flowId: program.flowId,
    version: program.version,
    trigger,
    enteredAt: run.at,
    entryInputId: inputId,
    entry,
    state: "active",
    nodeId: trigger,
    visit: 1,
    since: run.at,
    visits: { [trigger]: 1 },
    node: {},
    pending: [],
    tasks: [],
    results: {},
    goals: {},
  };
  if (key !== undefined) enrollment.key = key;
  for (const { within } of settings.goals) {
    const end = goalEnd(enrollment, within, settings.timezone);
    if (enrollment.goalsUntil === undefined || end > enrollment.goalsUntil) enrollment.goalsUntil = end;
  }
  return enrollment;
}

/** Why the customer may not enter by this trigger now; undefined = may. Changes nothing but the given run. */
export const entryRefusal = (run: StepRun, flow: PublishedFlow, inputId: string): string | undefined =>
  refusalOf(run, flow, enrollmentId(run.customer.id, flow.flowId, "", inputId), undefined)?.reason;

interface Entering {
  readonly run: StepRun;
  readonly flow: PublishedFlow;
  readonly id: string;
  readonly key: string | undefined;
}

const REFUSALS: Readonly<Record<EntryGate, (entering: Entering) => Refusal | undefined>> = {
  customer: ({ run: { customer } }) =>
    customer.status === "live" ? undefined : { reason: `customer_${customer.status}` },
  flow: ({ flow }) => (flow.state === "live" ? undefined : { reason: `flow_${flow.state}` }),
  do_not_disturb: ({ run }) =>
    run.customer.suppressions.some((s) => s.kind === "do_not_disturb" && (s.until ?? Infinity) > run.at)
      ? { reason: "do_not_disturb" }
      : undefined,
  // Two triggers of a flow that both answer one event are one entry, even if the first path has ended already.
  once_per_event: ({ run, id }) => (run.begun.has(id) ? { reason: "entered_already" } : undefined),
  waiting: ({ run, flow, key }) => (isQueued(run, flow, key) ? { reason: "waiting" } : undefined),
  active: ({ run, flow, key }) =>
    run.customer.enrollments.some(
      (e) => e.flowId === flow.flowId && e.state === "active" && (!flow.newest.plan.settings.key || e.key === key),
    )
      ? { reason: "active" }
      : undefined,
  reentry: ({ run, flow, key }) => {
    const reason = reentryRefusal(run, flow, key);
    return reason === undefined ? undefined : { reason };
  },
  limits: ({ run, flow }) => {
    const { customer } = run;
    // Far from every limit, as nearly everybody is, nothing has to be counted.
    if (customer.enrollments.length < MAX_PER_FLOW && (customer.sizeBytes ?? 0) <= MAX_DOCUMENT_BYTES) return undefined;
    return limitRefusal(
      run,
      customer.enrollments.filter((e) => e.flowId === flow.flowId),
    );
  },
};

/** Why the customer may not enter now; undefined = may. */
function refusalOf(run: StepRun, flow: PublishedFlow, id: string, key: string | undefined): Refusal | undefined {
  const entering = { run, flow, id, key };
  for (const gate of ENTRY_GATES) {
    const refusal = REFUSALS[gate](entering);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Every gate with the reason for which it would refuse an entry now. Changes nothing but the given run. */
export function askEntryGates(
  run: StepRun,
  flow: PublishedFlow,
  key: string | undefined,
): { readonly gate: EntryGate; readonly reason?: string }[] {
  const entering = { run, flow, id: "", key };
  return ENTRY_GATES.map((gate) => {
    const refusal = REFUSALS[gate](entering);
    return { gate, ...(refusal && { reason: refusal.reason }) };
  });
}

/** Limits come last: who may not enter anyway raises no alert. */
function limitRefusal(run: StepRun, inFlow: readonly Enrollment[]): Refusal | undefined {
  const { customer } = run;
  const active = customer.enrollments.filter((e) => e.state === "active").length;
  const tooMany = (reason: string, count: number) =>
    ({ reason, alert: "customer.too_many_enrollments", detail: { count, limit: reason } }) as const;
  if (!makeRoom(run, inFlow)) return tooMany("limit_per_flow", inFlow.length);
  if (active >= MAX_ACTIVE) return tooMany("limit_per_customer", active);
  const bytes = customer.sizeBytes ?? 0;
  if (bytes <= MAX_DOCUMENT_BYTES) return undefined;
  return { reason: "limit_document_size", alert: "customer.document_full", detail: { bytes } };
}

/**
 * Each entry of a chatty customer may leave an enrollment behind that only watches its goals. The oldest of too many
 * stops watching: a new entry is worth more than a late goal. What still has a task out is kept.
 */
function makeRoom(run: StepRun, inFlow: readonly Enrollment[]): boolean {
  if (inFlow.length < MAX_PER_FLOW) return true;
  const oldest = inFlow.find((e) => e.state === "closing" && e.tasks.length === 0);
  if (!oldest) return false;
  delete oldest.goalsUntil;
  settleClosing(run, oldest);
  return true;
}

function reentryRefusal(run: StepRun, flow: PublishedFlow, key: string | undefined): string | undefined {
  const settings = flow.newest.plan.settings;
  const { reentry, timezone } = settings;
  const history = run.customer.flows[flow.flowId];
  const lastEnteredAt = settings.key === undefined ? history?.lastEnteredAt : enteredWith(history?.keys, key ?? "");
  if (lastEnteredAt === undefined) return undefined;
  if (reentry === "never") return "reentry_never";
  if (reentry === "after_exit") return undefined;
  const from = later(timezone, lastEnteredAt, reentry.after);
  return run.at < from ? "reentry_too_soon" : undefined;
}
