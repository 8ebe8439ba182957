import type { Enrollment, Resumption } from "@sopflow/schemas";
import { slotsRun } from "../nodes/campaign-rhythm.js";
import { definitionOf } from "../nodes/registry.js";
import { HOUR_MS } from "../time/index.js";
import { guarded, proceed, scopeOf } from "./advance.js";
import { bucketOf } from "./ids.js";
import type { StepRun } from "./run.js";
import { clearWaits, setTimer } from "./timers.js";

const BUCKETS = 10_000;

/**
 * Takes the ends of pauses into account that happened since an enrollment was last looked at (FLOW-FORMAT §5). Done
 * before anything else of an input, so that nothing late can fire before it was decided what becomes of it: whether the
 * run over everybody has come to this customer does not matter.
 */
export function settleResumptions(run: StepRun): void {
  if (!run.context.flows.wasPaused) return;
  for (const enrollment of [...run.customer.enrollments]) {
    const flow = run.context.flows.get(enrollment.flowId);
    if (flow?.turn?.resumptions === undefined || flow.state === "paused") continue;
    for (const resumption of flow.turn.resumptions) {
      if (resumption.at <= Math.max(enrollment.enteredAt, enrollment.resumedAt ?? 0)) continue;
      settle(run, enrollment, resumption);
      enrollment.resumedAt = resumption.at;
    }
  }
}

function settle(run: StepRun, enrollment: Enrollment, resumption: Resumption): void {
  const pauseMs = Math.max(0, resumption.at - Math.max(resumption.pausedAt, enrollment.enteredAt));
  if (resumption.mode === "spread") spread(run, enrollment, resumption);
  if (resumption.mode === "shift") shift(run, enrollment, pauseMs);
  if (resumption.mode === "skip") return;
  // Nobody gave up on them: they were not asked about while the flow was paused. Slots end with their own day.
  for (const pending of enrollment.pending) if (pending.slotId === undefined) pending.giveUpAt += pauseMs;
}

/** What is late comes at a time of the given hours that the enrollment's id decides: the same for all that it has late. */
function spread(run: StepRun, enrollment: Enrollment, { at: from, hours = 1 }: Resumption): void {
  const share = bucketOf(enrollment.id, `resumed@${from}`) / BUCKETS;
  const at = from + Math.floor(share * hours * HOUR_MS);
  for (const timer of run.customer.timers) {
    if (timer.e !== enrollment.id || timer.at >= from || timer.kind === "goals" || timer.kind === "stay") continue;
    timer.at = at;
    if (timer.kind === "wait") enrollment.node.dueAt = at;
  }
  for (const pending of enrollment.pending) {
    if (pending.retryAt >= from) continue;
    pending.retryAt = at;
    setTimer(run.customer, enrollment, { at, kind: "issue", n: pending.nodeId, ref: pending.id });
    if (pending.slotId === undefined) pending.giveUpAt += at - from;
  }
  const { matched } = enrollment.node;
  if (!matched) return;
  enrollment.node.matched = { ...matched, at };
  setTimer(run.customer, enrollment, { at, kind: "wait", n: enrollment.nodeId, visit: enrollment.visit });
}

/** Everything lasts as much longer as the pause was; a node's own timer is planned anew, so that local times are kept. */
function shift(run: StepRun, enrollment: Enrollment, pauseMs: number): void {
  for (const pending of enrollment.pending) {
    if (pending.slotId !== undefined) continue;
    pending.plannedAt += pauseMs;
    pending.retryAt += pauseMs;
    setTimer(run.customer, enrollment, { at: pending.retryAt, kind: "issue", n: pending.nodeId, ref: pending.id });
  }
  for (const task of enrollment.tasks) {
    task.expiresAt += pauseMs;
    const { id: ref, nodeId: n, visit, expiresAt: at } = task;
    setTimer(run.customer, enrollment, { at, kind: "expire", n, visit, ref });
    run.effects.push({ kind: "task.patch", taskId: ref, expiresAt: at });
  }
  if (enrollment.state !== "active" || enrollment.node.matched) return;
  guarded(run, enrollment, () => shiftWait(run, enrollment, pauseMs));
}

function shiftWait(run: StepRun, enrollment: Enrollment, pauseMs: number): void {
  const scope = scopeOf(run, enrollment);
  const { stand, keepsStart } = definitionOf(scope.node);
  const isCampaign = "slots" in scope.node.data;
  if (!stand || scope.node.disabled || !(keepsStart || isCampaign)) return;
  enrollment.since += pauseMs;
  const { checkAt } = enrollment.node;
  if (checkAt !== undefined) enrollment.node.checkAt = checkAt + pauseMs;
  if ("slots" in scope.node.data) enrollment.node.ran = slotsRun(scope.node.data.slots, enrollment.node);
  clearWaits(run.customer, enrollment);
  proceed(run, enrollment, stand(scope) ?? "stay");
}
