import type { Clock, SopEngine, Store } from "@sopflow/engine";
import type { Task } from "@sopflow/schemas";
import { ApiError } from "../errors/api-error.js";

/** Hands an open task to another advisor: a logged input like any other, applied by the worker. */
export async function assignTask(
  { store, engine, clock }: { store: Pick<Store, "brand">; engine: Pick<SopEngine, "post">; clock: Clock },
  task: Task,
  advisorId: string,
  requestId: string,
): Promise<{ taskId: string; status: "accepted" | "duplicate" }> {
  if (task.state !== "open") throw ApiError.of("task.closed", { state: task.state });
  const advisor = (await store.brand.advisors()).find(({ id }) => id === advisorId);
  if (!advisor) throw ApiError.of("advisor.not_found", { id: advisorId });
  if (!advisor.active) throw ApiError.of("advisor.away", { id: advisorId });
  const event = {
    id: `assign/${task.id}/${requestId}`,
    source: "person",
    type: "task.assigned",
    customer: task.customerId,
    at: new Date(clock.now()).toISOString(),
    props: { taskId: task.id, advisorId },
  };
  const [answer] = await engine.post([event], { origin: "system" });
  if (answer?.status === "rejected") throw ApiError.worded(answer.code, answer.message);
  return { taskId: task.id, status: answer?.status ?? "accepted" };
}
