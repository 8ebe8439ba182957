import type { Enrollment, JsonObject, OpenTask, PendingTask } from "@sopflow/schemas";
import type { PlanNode, Program } from "../flow/program.js";
import { slotsRun } from "../nodes/campaign-rhythm.js";
import { definitionOf } from "../nodes/registry.js";
import { arriveAt, guarded, proceed, scopeOf } from "./advance.js";
import { emitRow, goalEnd } from "./end.js";
import { nextVisit } from "./node-scope.js";
import type { StepRun } from "./run.js";
import { taskSpec } from "./task-spec.js";
import { clearTimers, clearWaits, setTimer } from "./timers.js";
import { traceHeld } from "./trace-held.js";
import { withdrawTask } from "./withdraw.js";

/**
 * Puts an active enrollment on a node of another version, or another node of its own (FLOW-FORMAT §5).
 *
 * V1. On the same node the start of the wait and the visit stay; the due time is computed anew, and what is past is due
 *     now. So it does on another node where people only wait, as a new visit. On any other node it arrives.
 * V2. A task that is out stays out while its node is there and takes the outcomes that the advisor sees; else it is
 *     withdrawn. What is out or planned is never issued again.
 * V3. Nothing is done when the node does not exist in that version: nobody stands where nothing is.
 */
export function moveEnrollment(
  run: StepRun,
  enrollment: Enrollment,
  to: { readonly program: Program; readonly nodeId: string; readonly why: JsonObject },
): void {
  const { program, nodeId } = to;
  const node = program.plan.nodes[nodeId];
  if (enrollment.state !== "active" || node === undefined || definitionOf(node).trigger) return;
  const before = run.program(enrollment);
  const from = { from: enrollment.nodeId, fromVersion: enrollment.version };
  const was = before?.plan.nodes[enrollment.nodeId];
  const isSame = nodeId === enrollment.nodeId && was?.type === node.type;
  clearWaits(run.customer, enrollment);
  if (program.version !== enrollment.version) keepWhatFits(run, enrollment, before, program);
  enrollment.node = isSame ? stateKept(enrollment, was, node) : {};
  enrollment.nodeId = nodeId;
  run.touch();
  run.trace("moved", enrollment, nodeId, { detail: { ...from, ...to.why } });
  guarded(run, enrollment, () => settleDown(run, enrollment, isSame));
}

function settleDown(run: StepRun, enrollment: Enrollment, isSame: boolean): void {
  const scope = scopeOf(run, enrollment);
  const definition = definitionOf(scope.node);
  const { matched } = enrollment.node;
  if (matched) {
    // Answered in a pause: it goes its way when the flow resumes, or when its time among the others has come.
    const { nodeId: n, visit } = enrollment;
    if (matched.at !== undefined) setTimer(run.customer, enrollment, { at: matched.at, kind: "wait", n, visit });
    emitRow(run, enrollment, "active");
    return;
  }
  if (!isSame) nextVisit(enrollment);
  const stands = !scope.node.disabled && definition.stand !== undefined && (isSame || definition.keepsStart === true);
  if (stands) {
    proceed(run, enrollment, definition.stand?.(scope) ?? "stay");
    return;
  }
  enrollment.since = run.at;
  arriveAt(run, enrollment, scope);
}

/** Tasks that the new version still knows go on; its goals take the place of the old one's. */
function keepWhatFits(run: StepRun, enrollment: Enrollment, before: Program | undefined, program: Program): void {
  const specIn = (plan: Program["plan"] | undefined, { nodeId, slotId }: OpenTask | PendingTask) => {
    const node = plan?.nodes[nodeId];
    return node && taskSpec(enrollment, node, slotId);
  };
  const fits = (task: OpenTask | PendingTask): boolean => {
    const [was, is] = [specIn(before?.plan, task), specIn(program.plan, task)];
    if (is === undefined) return false;
    if (!is.waits || was === undefined) return true;
    // The advisor chooses among what the task said when it was issued, and no result may lead nowhere.
    const known = is.fields.outcomes.map(({ id }) => id);
    const said = was.fields.outcomes.map(({ id }) => id);
    return known.length === 0 || (said.length > 0 && said.every((id) => known.includes(id)));
  };
  for (const task of enrollment.tasks.filter((t) => !fits(t))) withdrawTask(run, enrollment, task, "moved");
  for (const task of enrollment.pending.filter((t) => specIn(program.plan, t) === undefined)) {
    clearTimers(run.customer, enrollment, { kind: "issue", ref: task.id });
    traceHeld(run, "dropped", enrollment, task.nodeId, { task: task.id, reason: "moved" });
    enrollment.pending = enrollment.pending.filter((t) => t !== task);
  }
  enrollment.version = program.version;
  const { goals, timezone } = program.plan.settings;
  const ends = goals.map((goal) => goalEnd(enrollment, goal.within, timezone));
  if (ends.length > 0) enrollment.goalsUntil = Math.max(...ends);
  else delete enrollment.goalsUntil;
}

/** What a node remembers while people stand on it, as far as it still means something in the other version. */
function stateKept({ node }: Enrollment, was: PlanNode | undefined, is: PlanNode): Enrollment["node"] {
  const { dueAt: _due, matched, ...kept } = node;
  const ran = was && "slots" in was.data ? { ran: slotsRun(was.data.slots, node) } : {};
  const way = matched && is.next[matched.port];
  // A port that is gone cannot be left by: the wait goes on.
  const at = matched?.at === undefined ? {} : { at: matched.at };
  const again = matched && way !== undefined ? { matched: { port: matched.port, to: way, ...at } } : {};
  return { ...kept, ...ran, ...again };
}
