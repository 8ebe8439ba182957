import type { Store, TaskQuery } from "@sopflow/engine";
import type { Task } from "@sopflow/schemas";
import { answerableFor } from "./answerable-for.js";

/** What is asked of tasks beyond what the store looks up. */
export interface TaskTraits {
  /** Who had it when it fell due (`answerableFor`). */
  readonly answerableId?: string;
  /** Only these. */
  readonly ids?: ReadonlySet<string>;
  readonly intent?: string;
  readonly channel?: string;
}

const PAGE = 500;

/** Tasks of a query that have the traits, in the query's order. Reads on until there are enough, or no more. */
export async function findTasks(
  { tasks }: Pick<Store, "tasks">,
  query: TaskQuery,
  traits: TaskTraits,
): Promise<Task[]> {
  if (Object.keys(traits).length === 0) return tasks.query(query);
  const found: Task[] = [];
  for (let after = query.after; ; ) {
    const page = await tasks.query({ ...query, limit: PAGE, ...(after === undefined ? {} : { after }) });
    found.push(...page.filter((task) => hasTraits(task, traits)));
    after = page.at(-1)?.id;
    if (page.length < PAGE || found.length >= query.limit) return found.slice(0, query.limit);
  }
}

function hasTraits(task: Task, { answerableId, ids, intent, channel }: TaskTraits): boolean {
  if (answerableId !== undefined && answerableFor(task) !== answerableId) return false;
  if (ids !== undefined && !ids.has(task.id)) return false;
  if (intent !== undefined && task.result?.intent !== intent) return false;
  return channel === undefined || task.channel === channel;
}
