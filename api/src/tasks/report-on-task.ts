import type { SopEngine, TaskReport } from "@sopflow/engine";
import { actorOf, type Principal } from "../access/principal.js";
import { ApiError } from "../errors/api-error.js";

type ReportHead = "by" | "at" | "requestId";
type WithoutHead<R> = R extends TaskReport ? Omit<R, ReportHead> : never; // distributes over the kinds

/** What is done with a task, without who does it and when. */
export type TaskAct = WithoutHead<TaskReport>;

/** How a report names who gave it: the advisor, else the person or key. */
export const reporterOf = (principal: Principal): string =>
  (principal.kind === "session" ? principal.advisorId : undefined) ?? actorOf(principal);

/** Hands an advisor's word to the engine; what it does not take is an error with its reason. */
export async function reportOnTask(
  engine: Pick<SopEngine, "reportTask">,
  taskId: string,
  report: TaskReport,
): Promise<{ taskId: string; status: "accepted" | "duplicate" }> {
  const answer = await engine.reportTask(taskId, report);
  if (answer.status === "late") throw ApiError.worded(answer.code, answer.message, { state: answer.state, kept: true });
  if (answer.status === "rejected") {
    throw ApiError.worded(answer.code, answer.message, answer.path === undefined ? undefined : { path: answer.path });
  }
  return { taskId, status: answer.status };
}
