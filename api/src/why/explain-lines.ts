import { explainDecision, type Store, type TraceRow } from "@sopflow/engine";
import type { Program } from "@sopflow/engine/core";
import type { DecisionWhy, Task, WhyItem } from "@sopflow/schemas";
import type { NameSteps } from "../flows/step-names.js";
import type { ProgramOf } from "./load-programs.js";

/** What explanations are made with. */
export interface Explaining {
  readonly store: Pick<Store, "readSide" | "tasks">;
  readonly programOf: ProgramOf;
  readonly nameSteps: NameSteps;
}

/** Lines of the trace with every decision explained, in the order they were made. `ownerId`: of the customer, now. */
export async function explainLines(
  { store, programOf, nameSteps }: Explaining,
  rows: readonly TraceRow[],
  ownerId: string | undefined,
): Promise<WhyItem[]> {
  const tasks = new Map((await store.tasks.load([...new Set(rows.flatMap(taskIdOf))])).map((task) => [task.id, task]));
  const items: WhyItem[] = [];
  for (const named of await nameSteps(rows)) {
    const { customerId: _, detail, ...row } = named;
    const { saw: _saw, held: _held, ...told } = detail ?? {};
    const why = await explainDecision(named, programOf);
    const labels = why && portLabels(await programOf(row.flowId, row.version), row.nodeId);
    const task = tasks.get(taskIdOf(named)[0] ?? "");
    items.push({
      ...row,
      detail: told,
      ...(why && { why: wireWhy(why, labels) }),
      ...(task && { task: wireTask(task, ownerId) }),
    });
  }
  return items.sort((a, b) => a.seq - b.seq || a.ordinal - b.ordinal);
}

/** The task that a line is about, if any. */
export const taskIdOf = ({ detail }: Pick<TraceRow, "detail">): string[] =>
  typeof detail?.task === "string" ? [detail.task] : [];

/** Who got a task, and which of the step's two wishes led there. */
function wireTask(task: Task, ownerId: string | undefined): NonNullable<WhyItem["task"]> {
  const { id, title, advisorId, assign, fallback } = task;
  const isFirstChoice = assign === "owner" ? advisorId === ownerId : assign !== fallback && fits(assign, advisorId);
  const isFallback = advisorId !== undefined && !isFirstChoice && assign !== fallback;
  const askedFor = isFallback ? fallback : assign;
  return { id, title, ...(advisorId !== undefined && { advisorId }), askedFor, isFallback };
}

/** Of a pool it is not known who was in it then. */
const fits = (assign: string, advisorId: string | undefined): boolean =>
  assign.startsWith("pool:") || assign === `advisor:${advisorId}`;

type Explanation = NonNullable<Awaited<ReturnType<typeof explainDecision>>>;

const wireWhy = (why: Explanation, labels: ReadonlyMap<string, string> | undefined): DecisionWhy => ({
  ...why,
  asked: why.asked.map(({ rows, ...rule }) => {
    const label = labels?.get(rule.port);
    return { ...rule, rows: rows.map((row) => ({ ...row })), ...(label !== undefined && { label }) };
  }),
});

/** What the author calls the ways out of a step: its cases, events, outcomes or arms. */
function portLabels(program: Program | undefined, nodeId: string): ReadonlyMap<string, string> {
  const data = program?.plan.nodes[nodeId]?.data;
  if (!data) return new Map();
  const named = [
    ...("cases" in data ? data.cases : []),
    ...("on" in data ? data.on : []),
    ...("outcomes" in data ? data.outcomes : []),
    ...("variants" in data ? data.variants : []),
  ];
  return new Map(named.flatMap(({ id, label }) => (label === "" ? [] : [[id, label] as const])));
}
