import type { Customer, Task } from "@sopflow/schemas";
import { type Context, type StepInput, step } from "../../core/journey/index.js";

/** Most instants of one person's days: somebody in a tight loop must not hold up the answer. */
const MAX_WAKES = 200;

/** The tasks of one flow that a person gets until a moment (epoch ms), by timers alone, beginning with one input. */
export function playOut(customer: Customer, first: StepInput, context: Context, flowId: string, until: number): Task[] {
  const tasks: Task[] = [];
  let result = step(customer, first, context);
  for (let wakes = 0; ; wakes += 1) {
    for (const effect of result.effects) {
      if (effect.kind === "task.issue" && effect.task.flowId === flowId) tasks.push(effect.task);
    }
    if (wakes === MAX_WAKES || result.wakeAt === null || result.wakeAt > until) return tasks;
    const at = Math.max(first.at, result.wakeAt);
    result = step(result.customer, tickAt(at), context);
  }
}

/** Time has come to `at`, and nothing else happens. */
export const tickAt = (at: number) => ({ kind: "tick", id: `forecast/${at}`, seq: 0, at, now: at }) as const;
