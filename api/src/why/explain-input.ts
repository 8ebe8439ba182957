import { explainDecision, type Store, type TraceRow } from "@sopflow/engine";
import type { Program } from "@sopflow/engine/core";
import type { DecisionWhy, WhyItem } from "@sopflow/schemas";
import type { NameSteps } from "../flows/step-names.js";
import type { ProgramOf } from "./load-programs.js";

export interface WhyAsk {
  readonly customerId: string;
  /** Log position of the input. */
  readonly seq: number;
  readonly flowId?: string | undefined;
}

/** What flows did about one input of a customer, in order, with every decision explained. */
export async function explainInput(
  store: Pick<Store, "readSide">,
  { customerId, seq, flowId }: WhyAsk,
  programOf: ProgramOf,
  nameSteps: NameSteps,
): Promise<WhyItem[]> {
  // A page never parts the lines of one input.
  const rows = (await store.readSide.trace(customerId, { limit: 1, before: seq + 1 })).filter((row) => row.seq === seq);
  return explainRows(flowId === undefined ? rows : rows.filter((row) => row.flowId === flowId), programOf, nameSteps);
}

export async function explainRows(
  rows: readonly TraceRow[],
  programOf: ProgramOf,
  nameSteps: NameSteps,
): Promise<WhyItem[]> {
  const items: WhyItem[] = [];
  for (const { customerId: _, detail, ...row } of await nameSteps(rows)) {
    const { saw: _saw, held: _held, ...told } = detail ?? {};
    const why = await explainDecision({ ...row, customerId: "", ...(detail && { detail }) }, programOf);
    const labels = why && portLabels(await programOf(row.flowId, row.version), row.nodeId);
    items.push({
      ...row,
      detail: told,
      ...(why && { why: wireWhy(why, labels) }),
    });
  }
  return items.sort((a, b) => a.ordinal - b.ordinal);
}

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
