import type { TaskState, WireTask } from "@sopflow/schemas";
import type { ApiClient, RequestOptions } from "./api-client.js";
import type { CompleteTaskBody, PostponeTaskBody, SkipTaskBody, TaskActionAnswer, TaskPage } from "./wire-types.js";

export interface TaskFilter {
  readonly advisorId?: string | undefined;
  readonly customerId?: string | undefined;
  readonly flowId?: string | undefined;
  readonly nodeId?: string | undefined;
  readonly states?: readonly TaskState[] | undefined;
  /** Deadlines from then on, and before then, epoch ms. */
  readonly dueFrom?: number | undefined;
  readonly dueBefore?: number | undefined;
  /** Closed from then on, and before then, epoch ms. */
  readonly closedFrom?: number | undefined;
  readonly closedBefore?: number | undefined;
  readonly intent?: string | undefined;
  readonly channel?: string | undefined;
  /** For whose on-time rate they count. */
  readonly answerableId?: string | undefined;
  /** Only those whose group send waits for the advisor's confirmation. */
  readonly unconfirmed?: boolean | undefined;
  readonly order?: "due" | "latest" | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

/** In order of their deadline, or the latest first. */
export const loadTasks = (api: ApiClient, { states, ...filter }: TaskFilter, signal?: AbortSignal): Promise<TaskPage> =>
  api.call("GET", "/v1/tasks", { query: { ...filter, state: states?.join(",") }, ...(signal && { signal }) });

const PAGE = 200;
/** More open tasks than this nobody works off from a list; the last ones are due last. */
const MAX_PAGES = 5;

/** Every open task of an advisor (of the signed-in one, without `advisorId`), page by page. */
export async function loadOpenTasks(
  api: ApiClient,
  advisorId: string | undefined,
  signal?: AbortSignal,
): Promise<WireTask[]> {
  const tasks: WireTask[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const { items, next } = await loadTasks(api, { advisorId, states: ["open"], limit: PAGE, after }, signal);
    tasks.push(...items);
    if (next === undefined) break;
    after = next;
  }
  return tasks;
}

/** What an advisor does with a task, as it is sent. */
export type TaskAct =
  | { readonly kind: "complete"; readonly body: CompleteTaskBody }
  | { readonly kind: "skip"; readonly body: SkipTaskBody }
  | { readonly kind: "postpone"; readonly body: PostponeTaskBody };

/** `madeAt`: when it was done, epoch ms; the server may hear of it hours later. */
export const sendTaskAct = (
  api: ApiClient,
  taskId: string,
  { kind, body }: TaskAct,
  madeAt: number,
  options: Pick<RequestOptions, "idempotencyKey" | "keepalive"> = {},
): Promise<TaskActionAnswer> =>
  api.call("POST", `/v1/tasks/${encodeURIComponent(taskId)}/${kind}`, { ...options, body: { ...body, madeAt } });

/** Says that an advisor looks at a task: its condition is asked again. Counts once per task. */
export const openTask = (api: ApiClient, taskId: string): Promise<TaskActionAnswer> =>
  api.call("POST", `/v1/tasks/${encodeURIComponent(taskId)}/open`, { idempotencyKey: `open-${taskId}`.slice(0, 128) });
