import type { Store, TaskQuery } from "@sopflow/engine";
import type { Task } from "@sopflow/schemas";

/** What is asked of tasks beyond what the store looks up. Moments are epoch ms. */
export interface TaskTraits {
  readonly closedFrom?: number;
  readonly closedBefore?: number;
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

function hasTraits({ closedAt, result, channel }: Task, traits: TaskTraits): boolean {
  const { closedFrom, closedBefore } = traits;
  if (closedFrom !== undefined && (closedAt === undefined || closedAt < closedFrom)) return false;
  if (closedBefore !== undefined && (closedAt === undefined || closedAt >= closedBefore)) return false;
  if (traits.intent !== undefined && result?.intent !== traits.intent) return false;
  return traits.channel === undefined || channel === traits.channel;
}
