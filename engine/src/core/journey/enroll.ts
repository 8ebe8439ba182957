import type { Enrollment, JsonObject } from "@sopflow/schemas";
import type { Program } from "../flow/program.js";
import { follow, guarded } from "./advance.js";
import type { PublishedFlow } from "./context.js";
import { later } from "./duration-of.js";
import { goalEnd, settleClosing } from "./end.js";
import { boundEntry } from "./entry-props.js";
import { enrollmentId } from "./ids.js";
import { renderFor } from "./render-text.js";
import type { StepRun } from "./run.js";

/** Limits of FLOW-FORMAT §7. */
const MAX_ACTIVE = 50;
const MAX_PER_FLOW = 20;
const MAX_DOCUMENT_BYTES = 1_000_000;

export interface EntryCause {
  /** Id of the input or raised event that entered. */
  readonly id: string;
  readonly props: JsonObject;
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
  const id = enrollmentId(run.customer.id, flowId, "", cause.id);
  const refusal = refusalOf(run, flow, id);
  if (refusal !== undefined) {
    run.trace("refused", flow, trigger, { detail: { reason: refusal.reason, input: cause.id } });
    if (refusal.alert) run.alert(refusal.alert, { flowId, nodeId: trigger }, refusal.detail);
    return;
  }
  run.begun.add(id);
  const { entry, dropped } = boundEntry(cause.props);
  const enrollment = begin(run, flow.newest, trigger, { id, inputId: cause.id, entry });
  run.customer.enrollments.push(enrollment);
  const history = run.customer.flows[flowId];
  run.customer.flows[flowId] = {
    ...history,
    entered: (history?.entered ?? 0) + 1,
    lastEnteredAt: run.at,
  };
  run.touch();
  run.trace("entered", enrollment, trigger, { port: trigger, detail: { input: cause.id } });
  if (dropped.length > 0) run.alert("customer.entry_too_large", { flowId, nodeId: trigger }, { dropped });
  run.trace("arrived", enrollment, trigger);
  greet(run, enrollment, flow.newest, trigger);
  const to = flow.newest.plan.nodes[trigger]?.next.out ?? null;
  guarded(run, enrollment, () => follow(run, enrollment, { port: "out", to }));
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
  readonly inputId: string;
  readonly entry: JsonObject;
}

function begin(run: StepRun, program: Program, trigger: string, { id, inputId, entry }: Beginning): Enrollment {
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
  const ends = settings.goals.map((goal) => goalEnd(enrollment, goal.within, settings.timezone));
  if (ends.length > 0) enrollment.goalsUntil = Math.max(...ends);
  return enrollment;
}

/** Why the customer may not enter now; undefined = may. */
function refusalOf(run: StepRun, flow: PublishedFlow, id: string): Refusal | undefined {
  const { customer } = run;
  if (customer.status !== "live") return { reason: `customer_${customer.status}` };
  if (flow.state !== "live") return { reason: `flow_${flow.state}` };
  if (customer.suppressions.some((s) => s.kind === "do_not_disturb" && (s.until ?? Infinity) > run.at))
    return { reason: "do_not_disturb" };
  // Two triggers of a flow that both answer one event are one entry, even if the first path has ended already.
  if (run.begun.has(id)) return { reason: "entered_already" };
  const inFlow = customer.enrollments.filter((e) => e.flowId === flow.flowId);
  if (inFlow.some((e) => e.state === "active")) return { reason: "active" };
  const reentry = reentryRefusal(run, flow);
  if (reentry !== undefined) return { reason: reentry };
  return limitRefusal(run, inFlow);
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
  const oldest = inFlow.find((e) => e.tasks.length === 0);
  if (!oldest) return false;
  delete oldest.goalsUntil;
  settleClosing(run, oldest);
  return true;
}

function reentryRefusal(run: StepRun, flow: PublishedFlow): string | undefined {
  const history = run.customer.flows[flow.flowId];
  if (!history) return undefined;
  const { reentry, timezone } = flow.newest.plan.settings;
  if (reentry === "never") return "reentry_never";
  if (reentry === "after_exit") return undefined;
  const from = later(timezone, history.lastEnteredAt, reentry.after);
  return run.at < from ? "reentry_too_soon" : undefined;
}
