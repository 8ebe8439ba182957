import type { Enrollment, JsonObject } from "@sopflow/schemas";
import type { Program } from "../flow/program.js";
import { follow, guarded } from "./advance.js";
import type { PublishedFlow } from "./context.js";
import { later } from "./duration-of.js";
import { goalEnd } from "./end.js";
import { enrollmentId } from "./ids.js";
import type { StepRun } from "./run.js";

/** Limits of FLOW-FORMAT §7. */
const MAX_ACTIVE = 50;
const MAX_ACTIVE_PER_FLOW = 20;
const MAX_ENTRY_BYTES = 2_048;
const MAX_DOCUMENT_BYTES = 1_000_000;

export interface EntryCause {
  /** Id of the input or raised event that entered. */
  readonly id: string;
  readonly props: JsonObject;
}

/** Enters the customer into a flow's newest version at a trigger, unless a rule refuses it; then the reason is traced. */
export function enroll(run: StepRun, flow: PublishedFlow, trigger: string, cause: EntryCause): void {
  const refusal = refusalReason(run, flow);
  if (refusal !== undefined) {
    run.trace("refused", flow, trigger, { detail: { reason: refusal, input: cause.id } });
    if (refusal.startsWith("limit"))
      run.alert("customer.too_many_enrollments", { flowId: flow.flowId, nodeId: trigger });
    return;
  }
  const program = flow.newest;
  const enrollment = begin(run, program, trigger, cause);
  run.customer.enrollments.push(enrollment);
  const history = run.customer.flows[flow.flowId];
  run.customer.flows[flow.flowId] = {
    ...history,
    entered: (history?.entered ?? 0) + 1,
    lastEnteredAt: run.at,
  };
  run.touch();
  run.trace("entered", enrollment, trigger, { port: trigger, detail: { input: cause.id } });
  run.trace("arrived", enrollment, trigger);
  const to = program.plan.nodes[trigger]?.next.out ?? null;
  guarded(run, enrollment, () => follow(run, enrollment, { port: "out", to }));
}

function begin(run: StepRun, program: Program, trigger: string, cause: EntryCause): Enrollment {
  const { settings } = program.plan;
  const enrollment: Enrollment = {
    id: enrollmentId(run.customer.id, program.flowId, "", cause.id),
    flowId: program.flowId,
    version: program.version,
    trigger,
    enteredAt: run.at,
    entryInputId: cause.id,
    entry: boundedEntry(cause.props),
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
function refusalReason(run: StepRun, flow: PublishedFlow): string | undefined {
  const { customer } = run;
  if (customer.status !== "live") return `customer_${customer.status}`;
  if (flow.state !== "live") return `flow_${flow.state}`;
  if (customer.suppressions.some((s) => s.kind === "do_not_disturb" && (s.until ?? Infinity) > run.at))
    return "do_not_disturb";
  const active = customer.enrollments.filter((e) => e.state === "active");
  const inFlow = active.filter((e) => e.flowId === flow.flowId);
  if (inFlow.length > 0) return inFlow.length >= MAX_ACTIVE_PER_FLOW ? "limit_per_flow" : "active";
  if (active.length >= MAX_ACTIVE) return "limit_per_customer";
  if ((customer.sizeBytes ?? 0) > MAX_DOCUMENT_BYTES) return "limit_document_size";
  return reentryRefusal(run, flow);
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

/** Keeps the entering event's properties, smallest first, while they fit. */
function boundedEntry(props: JsonObject): JsonObject {
  if (JSON.stringify(props).length <= MAX_ENTRY_BYTES) return props;
  const kept: JsonObject = {};
  let size = 2;
  const bySize = Object.entries(props).map(
    ([key, value]) => [key, value, JSON.stringify(value).length + key.length + 4] as const,
  );
  for (const [key, value, bytes] of bySize.sort((a, b) => a[2] - b[2])) {
    if (size + bytes > MAX_ENTRY_BYTES) break;
    kept[key] = value;
    size += bytes;
  }
  return kept;
}
