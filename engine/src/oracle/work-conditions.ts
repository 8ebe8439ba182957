import type { Where } from "@sopflow/schemas";
import type { CompiledFlow, PlanNode } from "../core/flow/index.js";
import type { JsonRule } from "../core/rules/index.js";

/**
 * Conditions that the engine asks outside of a flow's rules, when it issues a task or opens it: a task's `where`, a
 * slot's, and those that choose a script. Each as a rule of its own, so that the gate can ask the same of both evaluators.
 */
export function workConditions({ flowId, version, plan }: CompiledFlow): JsonRule[] {
  return Object.values(plan.nodes).flatMap((node) =>
    conditionsOf(node).map(([place, conditions]): JsonRule => {
      const name = `${flowId}@${version}/${node.id}/${place}`;
      return { name, priority: 1, conditions, event: { type: "advance", params: {} } };
    }),
  );
}

type Condition = readonly [place: string, conditions: Where];

interface Work {
  readonly where?: Where | undefined;
  readonly scripts?: readonly { readonly id: string; readonly where?: Where | undefined }[] | undefined;
}

function conditionsOf({ data }: PlanNode): Condition[] {
  if ("slots" in data) return data.slots.flatMap((slot) => workOf(slot, `slot:${slot.id}/`));
  return "scripts" in data ? workOf(data, "") : [];
}

function workOf({ where, scripts = [] }: Work, prefix: string): Condition[] {
  return [
    ...(where ? [[`${prefix}where`, where] as const] : []),
    ...scripts.flatMap((script) => (script.where ? [[`${prefix}script:${script.id}`, script.where] as const] : [])),
  ];
}
