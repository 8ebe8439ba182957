import type { Task } from "@sopflow/schemas";
import { bucketOf } from "../../core/journey/index.js";
import type { Store } from "../../store/index.js";

/** Tasks of a flow that are looked at; the latest deadlines speak best for those to come. */
const MAX_TASKS = 500;
const BUCKETS = 10_000;

/** What became of a task, and how long after its issue, ms. */
interface Answer {
  readonly type: "task.completed" | "task.skipped";
  readonly props: { readonly outcome?: string; readonly reason?: string };
  readonly after: number;
}

/** What advisors made of the tasks of each step lately; undefined = nobody answered that one. */
export type Answers = ReadonlyMap<string, readonly (Answer | undefined)[]>;

/** Reads what became of a flow's tasks that were closed before a moment (epoch ms), by step. */
export async function readAnswers(
  { tasks }: Pick<Store, "tasks">,
  flowId: string,
  { from, before }: { readonly from: number; readonly before: number },
): Promise<Answers> {
  const states = ["done", "skipped", "expired"] as const;
  const query = { flowId, states, closedFrom: from, closedBefore: before, latestFirst: true, limit: MAX_TASKS };
  const answers = new Map<string, (Answer | undefined)[]>();
  for (const task of await tasks.query(query)) {
    if (task.state === "expired" || task.result) {
      answers.set(task.nodeId, [...(answers.get(task.nodeId) ?? []), answerOf(task)]);
    }
  }
  return answers;
}

function answerOf({ state, result, issuedAt }: Task): Answer | undefined {
  if (!result || state === "expired") return undefined;
  const after = Math.max(0, result.at - issuedAt);
  if (state === "skipped") return { type: "task.skipped", props: { reason: result.skipReason ?? "other" }, after };
  return { type: "task.completed", props: result.outcome === undefined ? {} : { outcome: result.outcome }, after };
}

/** One of the answers that such tasks got, each as likely as it was; the same for the same task. Undefined = none comes. */
export function answerTo({ id, nodeId }: Task, answers: Answers): Answer | undefined {
  const known = answers.get(nodeId) ?? [];
  return known[Math.floor((bucketOf(id, "forecast") * known.length) / BUCKETS)];
}
