import type { Store } from "@sopflow/engine";
import type { Task } from "@sopflow/schemas";
import { ApiError } from "../errors/api-error.js";

/** One task. `ownerId` confines to an advisor's own. */
export async function loadTask(store: Pick<Store, "tasks">, id: string, ownerId: string | undefined): Promise<Task> {
  const task = await store.tasks.get(id);
  if (!task) throw ApiError.of("task.not_found", { id });
  if (ownerId !== undefined && task.advisorId !== ownerId) throw ApiError.of("task.not_yours");
  return task;
}
