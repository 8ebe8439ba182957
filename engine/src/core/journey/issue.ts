import type { JsonObject, OpenTask, Task } from "@sopflow/schemas";
import { localDayNumber } from "../time/index.js";
import { isProactive } from "./advisor-room.js";
import { isExperiment, noteArm } from "./arms.js";
import { recordContact } from "./contact-budget.js";
import { later } from "./duration-of.js";
import { NodeError } from "./errors.js";
import { stableId } from "./ids.js";
import { holdsAt, seenAt } from "./own-condition.js";
import { renderFor } from "./render-text.js";
import type { StepRun } from "./run.js";
import { joinsVisit } from "./same-visit.js";
import { type Claim, flowPriority, skuOf } from "./task-spec.js";
import { clearTimers, setTimer } from "./timers.js";
import { traceHeld } from "./trace-held.js";
import { withdrawTask } from "./withdraw.js";

export interface Issued {
  readonly waits: boolean;
  /** The enrollment still stands where the task was planned, so `out` may be taken. */
  readonly moves: boolean;
}

/** Sends a task out: `dueIn` and `expireIn` count from here (FLOW-FORMAT §4.10). */
export function issueTask(run: StepRun, claim: Claim): Issued {
  const { enrollment, node, spec, pending } = claim;
  const zone = run.zone(enrollment);
  const { where } = spec.fields;
  // As it was asked: the contact that is recorded below may change what it reads.
  const seen = where && seenAt(run, enrollment, node.id, where);
  const task = makeTask(run, claim, zone);
  if (spec.slot) supersede(run, claim);
  if (spec.fields.scope !== "advisor") {
    recordContact(run.customer, task.id, spec.contact, run.at, zone, skuOf(enrollment));
    run.touch();
  }
  const open: OpenTask = {
    id: task.id,
    nodeId: node.id,
    visit: pending.visit,
    issuedAt: run.at,
    expiresAt: task.expiresAt,
    waits: spec.waits,
    purpose: task.purpose,
    channel: task.channel,
  };
  if (pending.slotId !== undefined) open.slotId = pending.slotId;
  if (task.advisorId !== undefined) open.advisorId = task.advisorId;
  if (spec.fields.scope === "advisor") open.shared = true;
  enrollment.tasks.push(open);
  setTimer(run.customer, enrollment, {
    at: task.expiresAt,
    kind: "expire",
    n: node.id,
    visit: pending.visit,
    ref: task.id,
  });
  const detail: JsonObject = { task: task.id, script: task.scriptId, dueAt: task.dueAt, ...seen };
  if (pending.slotId) detail.slot = pending.slotId;
  run.trace("issued", enrollment, node.id, { detail });
  run.effects.push({ kind: "task.issue", task });
  const here = enrollment.state === "active" && enrollment.nodeId === node.id && enrollment.visit === pending.visit;
  return { waits: spec.waits, moves: here && !spec.slot };
}

/** A campaign's next slot takes the place of those before it, whether they are out or still planned. */
function supersede(run: StepRun, { enrollment, node, pending }: Claim): void {
  const order = "slots" in node.data ? node.data.slots.map((slot) => slot.id) : [];
  const place = order.indexOf(pending.slotId ?? "");
  const isBefore = (t: { nodeId: string; visit: number; slotId?: string | undefined }) =>
    t.nodeId === node.id && (t.visit < pending.visit || order.indexOf(t.slotId ?? "") < place);
  for (const open of enrollment.tasks.filter(isBefore)) withdrawTask(run, enrollment, open, "next_slot");
  for (const planned of enrollment.pending.filter(isBefore)) {
    clearTimers(run.customer, enrollment, { kind: "issue", ref: planned.id });
    traceHeld(run, "dropped", enrollment, node.id, { task: planned.id, reason: "next_slot" });
  }
  enrollment.pending = enrollment.pending.filter((p) => !isBefore(p));
}

function makeTask(run: StepRun, claim: Claim, zone: string): Task {
  const { enrollment, node, spec, pending } = claim;
  const { fields } = spec;
  const { customer } = run;
  const script = pickScript(run, claim);
  if (isExperiment(fields.scripts ?? [])) {
    noteArm(run, enrollment, spec.slot ? `${node.id}/${spec.slot.id}` : node.id, script.id);
  }
  const owner = ownerOf(run, fields.assign) ?? undefined;
  const staff = fields.scope === "advisor";
  const render = (text: string) => renderFor(run, enrollment, node.id, text);
  const { event } = run.cause;
  const task: Task = {
    id: staff ? staffTaskId(run, claim, zone, owner) : pending.id,
    customerId: customer.id,
    flowId: enrollment.flowId,
    version: enrollment.version,
    nodeId: node.id,
    enrollmentId: enrollment.id,
    visit: pending.visit,
    title: render(fields.title),
    text: render(script.text),
    scriptId: script.id,
    materials: fields.materials,
    channel: spec.contact.channel,
    purpose: spec.contact.purpose,
    scope: fields.scope,
    priority: fields.priority,
    flowPriority: flowPriority(run, claim),
    assign: fields.assign,
    fallback: fields.fallback,
    why: event
      ? { kind: "event", event: event.type, nodeId: node.id, at: event.at }
      : { kind: "timer", nodeId: node.id, at: pending.plannedAt },
    plannedAt: pending.plannedAt,
    issuedAt: run.at,
    dueAt: later(zone, run.at, fields.dueIn),
    expiresAt: later(zone, run.at, fields.expireIn),
    waits: spec.waits,
    outcomes: shownOutcomes(fields.outcomes),
    skipReasons: fields.skipReasons,
    state: "open",
  };
  if (customer.name !== undefined) task.customerName = customer.name;
  if (pending.slotId !== undefined) task.slotId = pending.slotId;
  if (owner !== undefined) task.advisorId = owner;
  if (!staff && isProactive(task) && joinsVisit(customer, owner, run.at, run.context.settings.timezone)) {
    task.sameVisit = true;
  }
  return task;
}

type Outcomes = Claim["spec"]["fields"]["outcomes"];
const shown = new WeakMap<Outcomes, Task["outcomes"]>();

/** Outcomes as the advisor sees them, without the tags they set. The same for every task of a node, so made once. */
function shownOutcomes(outcomes: Outcomes): Task["outcomes"] {
  let known = shown.get(outcomes);
  if (known === undefined) {
    known = outcomes.map(({ tags: _tags, ...rest }) => rest);
    shown.set(outcomes, known);
  }
  return known;
}

/** The owner, or a named advisor, when that person is there; undefined = the pool decides when the task is written. */
export function ownerOf(run: StepRun, assign: string): string | undefined {
  const id = assign === "owner" ? run.customer.advisorId : assign.startsWith("advisor:") ? assign.slice(8) : undefined;
  return id !== undefined && run.context.advisors.get(id)?.active ? id : undefined;
}

/** Staff work is done once per advisor and day, however many customers lead to it (FLOW-FORMAT §3.1 `scope`). */
function staffTaskId(run: StepRun, claim: Claim, zone: string, owner: string | undefined): string {
  const { enrollment, node, spec, pending } = claim;
  const who = owner ?? spec.fields.assign;
  const day = localDayNumber(zone, run.at);
  return stableId("staff-task", enrollment.flowId, node.id, pending.slotId ?? "", day, who);
}

interface Script {
  readonly id: string;
  readonly text: string;
}

function pickScript(run: StepRun, claim: Claim): Script {
  const { scripts, script } = claim.spec.fields;
  if (script !== undefined) return { id: "script", text: script };
  const hit = scripts?.find((s) => s.where === undefined || holdsAt(run, claim.enrollment, claim.node.id, s.where));
  if (!hit) throw new NodeError("task.no_script", "none of the task's scripts holds for this customer");
  return { id: hit.id, text: hit.text };
}
