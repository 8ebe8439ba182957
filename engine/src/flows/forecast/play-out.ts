import type { Customer, Task } from "@sopflow/schemas";
import { type Context, type Effect, type StepInput, step } from "../../core/journey/index.js";
import { type Answers, answerTo } from "./answers.js";

/** Most instants of one person's days: somebody in a tight loop must not hold up the answer. */
const MAX_WAKES = 300;

/** How one person is played through the coming days. */
export interface PlayOut {
  readonly context: Context;
  /** Whose tasks are told. */
  readonly flowId: string;
  /** Last moment, epoch ms. */
  readonly until: number;
  readonly answers: Answers;
  /** Inputs at moments of their own, earliest first: schedules that run. */
  readonly inputs?: readonly StepInput[];
  /** Only tasks of those enrollments; default all. */
  readonly isCounted?: (enrollmentId: string) => boolean;
}

/**
 * The tasks of one flow that a person gets, beginning with one input: timers run, and tasks are answered as such tasks
 * were lately. What else a customer will do is not foreseen.
 */
export function playOut(
  customer: Customer,
  first: StepInput,
  { context, flowId, until, answers, inputs = [], isCounted = () => true }: PlayOut,
): Task[] {
  const tasks: Task[] = [];
  const replies: StepInput[] = [];
  const ahead = [...inputs];
  let result = step(customer, first, context);
  const take = (effects: readonly Effect[]) => {
    for (const effect of effects) {
      if (effect.kind !== "task.issue" || effect.task.flowId !== flowId) continue;
      const { task } = effect;
      if (isCounted(task.enrollmentId)) tasks.push(task);
      const reply = replyTo(task, answers);
      if (reply) replies.push(reply);
    }
    replies.sort((a, b) => a.at - b.at);
  };
  take(result.effects);
  for (let wakes = 0; wakes < MAX_WAKES; wakes += 1) {
    const wakeAt = result.wakeAt ?? Number.POSITIVE_INFINITY;
    const [reply, input] = [replies[0], ahead[0]];
    const at = Math.max(first.at, Math.min(wakeAt, reply?.at ?? wakeAt, input?.at ?? wakeAt));
    if (at > until) break;
    // A timer comes before any event of its moment.
    if (wakeAt <= at) result = step(result.customer, tickAt(at), context);
    else if (input && input.at <= at) result = step(result.customer, ahead.shift() ?? input, context);
    else if (reply) result = step(result.customer, replies.shift() ?? reply, context);
    take(result.effects);
  }
  return tasks;
}

function replyTo(task: Task, answers: Answers): StepInput | undefined {
  const answer = answerTo(task, answers);
  const at = task.issuedAt + (answer?.after ?? 0);
  if (!answer || at >= task.expiresAt) return undefined;
  const { type } = answer;
  const times = { at, received: at, now: at };
  const props = { ...answer.props, taskId: task.id };
  return { kind: "event", id: `${task.id}/forecast`, seq: 0, type, source: "sopflow", ...times, props };
}

/** Time has come to `at`, and nothing else happens. */
export const tickAt = (at: number) => ({ kind: "tick", id: `forecast/${at}`, seq: 0, at, now: at }) as const;
