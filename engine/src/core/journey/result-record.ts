import type { Enrollment, TaskResult } from "@sopflow/schemas";

/** Keeps a task's result where conditions read it: `task` is the last one, `tasks` the last of each node. */
export function recordResult(enrollment: Enrollment, result: TaskResult): void {
  enrollment.results[result.nodeId] = result;
  enrollment.lastTask = result.nodeId;
}
