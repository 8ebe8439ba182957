import type { Customer, Task } from "@sopflow/schemas";
import type { Context } from "../journey/context.js";
import type { WebhookEffect } from "../journey/effect.js";
import { bucketOf } from "../journey/ids.js";
import type { EventInput, StepInput } from "../journey/input.js";
import { pickAdvisor } from "../journey/pick-advisor.js";
import { firstOccurrence } from "../journey/schedule-occurrence.js";
import { applyInput } from "../journey/step.js";
import { assignedInput, resultEvent } from "../journey/task-answer.js";
import { setTimer } from "../journey/timers.js";
import { cloneCustomer, customerFacts, nowFacts } from "../profile/index.js";
import { completeAdvisor } from "../template/index.js";
import { DAY_MS } from "../time/index.js";
import { Agenda } from "./agenda.js";
import { DecisionNotes } from "./decision-notes.js";
import { explainCondition } from "./explain-condition.js";
import { linesOf } from "./lines-of-effects.js";
import type { Preview, PreviewStop } from "./preview.js";
import { previewContext, STARTER_EVENT } from "./preview-context.js";
import { type PreviewLine, type PreviewTask, taskKey } from "./preview-line.js";
import type { PreviewRequest } from "./preview-request.js";

const HORIZON_MS = 400 * DAY_MS;
const MAX_STEPS = 2_000;
/** A slider over more than these is no use to anybody. */
const MAX_LINES = 6_000;

/**
 * Plays one customer through a flow in virtual time, by the same `step` as production: nothing is sent, nothing is kept.
 * Never throws for what a flow or a customer holds; always ends, at `horizonMs` or `maxSteps` at the latest.
 */
export function runPreview(request: PreviewRequest): Preview {
  return new PreviewRun(request).play();
}

/**
 * P1. Inputs and timers are served in order of time; timers before inputs of the same time.
 * P2. Real time is the logical time, as in a replay: no timer counts as late, no event as old.
 * P3. It is over when the customer has left the flow, no task of it is open, and nothing was planned by hand any more.
 */
class PreviewRun {
  readonly #context: Context;
  readonly #customer: Customer;
  readonly #startAt: number;
  readonly #agenda = new Agenda();
  readonly #notes = new DecisionNotes();
  readonly #lines: PreviewLine[] = [];
  readonly #keys = new Map<string, string>();
  #wakeAt: number | null;
  #seq: number;
  #hasEntered = false;
  #fault = false;

  constructor(readonly request: PreviewRequest) {
    this.#context = previewContext(request);
    this.#customer = cloneCustomer(request.customer);
    this.#startAt = Math.max(request.start.at, request.customer.clock);
    // What was due before the preview begins happens as it begins.
    this.#customer.clock = this.#startAt;
    this.#seq = this.#customer.seq;
    this.#wakeAt = this.#customer.timers.reduce<number | null>((min, { at }) => Math.min(min ?? at, at), null);
    this.#begin();
    for (const event of request.events ?? []) this.#plan(event);
  }

  play(): Preview {
    const { horizonMs = HORIZON_MS, maxSteps = MAX_STEPS } = this.request;
    const until = this.#startAt + horizonMs;
    let stop: PreviewStop = "over";
    for (let steps = 0; !this.#isOver(); steps++) {
      const next = Math.min(this.#wakeAt ?? Number.POSITIVE_INFINITY, this.#agenda.nextTime());
      if (next === Number.POSITIVE_INFINITY) break;
      if (next > until) stop = "horizon";
      else if (steps >= maxSteps || this.#lines.length > MAX_LINES) stop = "steps";
      if (stop !== "over") break;
      this.#next();
    }
    const lines = this.#hasEntered ? this.#lines : withoutQuietEnd(this.#lines);
    const startAt = this.#startAt;
    return {
      startAt,
      endAt: Math.max(startAt, lines.at(-1)?.at ?? startAt),
      lines,
      stop: this.#fault ? "fault" : stop,
      hasEntered: this.#hasEntered,
      customer: this.#customer,
    };
  }

  /** Plans how the customer comes to the trigger. */
  #begin(): void {
    const { program, start } = this.request;
    const node = program.plan.nodes[start.trigger];
    const at = this.#startAt;
    const { version } = program;
    for (const { key, nodeId } of this.#context.flows.audiences) {
      const isChosen = nodeId === start.trigger;
      // Who is to enter starts to match with the preview; of the others nobody asks before they leave and come back.
      this.#customer.audience[key] = { in: !isChosen, version };
      if (isChosen) setTimer(this.#customer, "", { at, kind: "audience", n: key });
    }
    if (node?.type === "trigger.event") {
      this.#plan({ id: "enter", type: node.data.event, at, props: start.props ?? {} });
    } else if (node?.type === "trigger.manual") {
      this.#plan({ id: "enter", type: STARTER_EVENT, at, props: start.props ?? {} });
    } else if (node?.type === "trigger.schedule") this.#planOccurrence(at);
    if (this.#context.flows.audiences.length > 0) this.#wakeAt = Math.min(this.#wakeAt ?? at, at);
  }

  #planOccurrence(from: number): void {
    const { program, start } = this.request;
    const trigger = this.#context.flows.schedules.find((one) => one.nodeId === start.trigger);
    const at = trigger && firstOccurrence(trigger, from);
    if (at === undefined) return;
    const { flowId } = program;
    const id = `${flowId}/${start.trigger}@${at}`;
    const input = (seq: number): StepInput => ({
      kind: "schedule",
      id,
      seq,
      at,
      now: at,
      flowId,
      nodeId: start.trigger,
    });
    this.#agenda.add({ at, what: "schedule", input });
  }

  #plan({ id, type, at, props }: { id: string; type: string; at: number; props: EventInput["props"] }): void {
    const when = Math.max(at, this.#startAt);
    const times = { at: when, received: when, now: when };
    const input = (seq: number): StepInput => ({
      kind: "event",
      id: `preview/${id}`,
      seq,
      type,
      source: "preview",
      ...times,
      props,
    });
    this.#agenda.add({ at: when, what: "event", input });
  }

  #isOver(): boolean {
    if (this.#fault) return true;
    if (!this.#hasEntered || this.#agenda.hasMore()) return false;
    const { flowId } = this.request.program;
    return !this.#customer.enrollments.some((e) => e.flowId === flowId && (e.state === "active" || e.tasks.length > 0));
  }

  #next(): void {
    if (this.#wakeAt !== null && this.#wakeAt <= this.#agenda.nextTime()) {
      this.#step({ kind: "tick", id: "tick", seq: 0, at: this.#wakeAt, now: 0 });
      return;
    }
    const planned = this.#agenda.take();
    // Nobody reports on a task that is off the list.
    if (!planned || (planned.taskId !== undefined && !this.#isOpen(planned.taskId))) return;
    this.#seq += 1;
    const input = planned.input(this.#seq);
    this.#tell(input);
    this.#step(input);
    if (input.kind === "schedule" && !this.#hasEntered) this.#planOccurrence(input.at + 1);
  }

  #isOpen(taskId: string): boolean {
    return this.#customer.enrollments.some((enrollment) => enrollment.tasks.some((task) => task.id === taskId));
  }

  #tell(input: StepInput): void {
    if (input.kind !== "event" || input.type === STARTER_EVENT) return;
    const { id, at, type, props } = input;
    this.#lines.push({ kind: "event", at, id, type, props });
  }

  #step(input: StepInput): void {
    const issued: { task: Task; picked: string | undefined }[] = [];
    const linesBefore = this.#lines.length;
    try {
      const { effects, wakeAt } = applyInput(this.#customer, input, this.#context, this.#notes);
      this.#wakeAt = wakeAt;
      for (const effect of effects) if (effect.kind === "webhook") this.#answer(effect);
      const present = (task: Task): PreviewTask => {
        const picked = task.advisorId ?? this.#pick(task);
        issued.push({ task, picked });
        return this.#present(task, picked);
      };
      const source = {
        program: this.request.program,
        notes: this.#notes,
        present,
        keyOf: (id: string) => this.#keys.get(id),
      };
      this.#lines.push(...linesOf(effects, source));
    } catch {
      // A defect of the product must not take the editor along; what was played so far still shows.
      this.#fault = true;
    }
    if (this.#lines.some((line, i) => i >= linesBefore && line.kind === "entered")) this.#hasEntered = true;
    this.#explainRefusal(input, linesBefore);
    this.#notes.clear();
    for (const { task, picked } of issued) this.#follow(task, picked);
  }

  #present(task: Task, advisorId: string | undefined): PreviewTask {
    const key = taskKey(task);
    this.#keys.set(task.id, key);
    const name = advisorId === undefined ? undefined : this.#context.advisors.get(advisorId)?.name;
    const filled =
      name === undefined
        ? task
        : { ...task, title: completeAdvisor(task.title, name), text: completeAdvisor(task.text, name) };
    return {
      key,
      task: filled,
      ...(advisorId !== undefined && { advisorId }),
      ...(name !== undefined && { advisorName: name }),
    };
  }

  /** What the worker would do with an issued task: say who gets it; then the answer that was chosen for it. */
  #follow(task: Task, picked: string | undefined): void {
    if (picked !== undefined && task.advisorId === undefined) {
      this.#seq += 1;
      this.#step(assignedInput(task, picked, this.#seq));
    }
    const answer = this.request.answers?.[taskKey(task)];
    if (!answer || task.flowId !== this.request.program.flowId) return;
    const { type, afterMs, outcome, props } = answer;
    const planned = {
      type,
      after: { days: 0, elapsedMs: afterMs },
      ...(outcome !== undefined && { outcome }),
      ...(props && { props }),
    };
    const { timezone } = this.request.program.plan.settings;
    const { at, props: told } = resultEvent(task, planned, timezone);
    const id = `${task.id}/result`;
    const input = (seq: number): StepInput => ({
      kind: "event",
      id,
      seq,
      type,
      source: "preview",
      at,
      received: at,
      now: at,
      props: told,
    });
    this.#agenda.add({ at, what: "answer", taskId: task.id, input });
  }

  /** Nothing goes out of a preview: the call is taken to succeed at once. */
  #answer({ id, at, nodeId }: WebhookEffect): void {
    this.#plan({ id: `${nodeId}/${id}`, type: "webhook.answered", at, props: { callId: id, outcome: "ok" } });
  }

  #pick(task: Task): string | undefined {
    const { advisors } = this.#context;
    if (advisors.size === 0) return undefined;
    const { assign, fallback } = task;
    return pickAdvisor({ assign, fallback, ownerId: this.#customer.advisorId }, advisors, () => undefined);
  }

  /** The trigger's condition kept the customer out: the engine says nothing of those who do not match. */
  #explainRefusal(input: StepInput, from: number): void {
    if (this.#hasEntered || this.#lines.some((line, i) => i >= from && line.kind === "refused")) return;
    const { program, start } = this.request;
    const node = program.plan.nodes[start.trigger];
    const at = this.#customer.clock;
    const refused = { kind: "refused", at, nodeId: start.trigger, by: "where" } as const;
    if (input.kind === "event" && node?.type === "trigger.event" && input.type === node.data.event) {
      const reason = this.#notes.takeEntry(start.trigger, false);
      this.#lines.push({ ...refused, ...(reason && { reason }) });
    }
    const isFirst = !this.#lines.some((line) => line.kind === "refused");
    const where =
      node?.type === "trigger.schedule" && input.kind === "schedule"
        ? node.data.audience
        : node?.type === "trigger.audience" && input.kind === "tick" && at === this.#startAt
          ? node.data.where
          : undefined;
    if (where === undefined || !isFirst) return;
    const zone = program.plan.settings.timezone;
    const { id } = this.#customer;
    const bucket = (experiment = "") => bucketOf(id, experiment);
    const facts = { customer: customerFacts(this.#customer, at, zone), now: nowFacts(at, zone), at, zone, bucket };
    const asked = [{ port: "", held: false, checks: explainCondition(where, facts) }];
    this.#lines.push({ ...refused, reason: { input: "arrive", asked } });
  }
}

/** What time does to somebody who never came in says nothing of the flow. */
function withoutQuietEnd(lines: readonly PreviewLine[]): PreviewLine[] {
  const last = lines.findLastIndex((line) => line.kind !== "profile" && line.kind !== "tag");
  return lines.slice(0, last + 1);
}
