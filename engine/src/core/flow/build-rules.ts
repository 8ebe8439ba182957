import type { Condition, Flow, FlowSettings } from "@sopflow/schemas";
import { definitionOf } from "../nodes/registry.js";
import type { JsonRule } from "../rules/json-rule.js";
import { portsOf } from "./node-ports.js";
import type { Plan, PlanNode } from "./program.js";
import { eventTypeIs, type RuleDraft } from "./rule-draft.js";

// Ids hold no colon, so these names never meet that of a node.
const POSITION = "position";
const INPUT = "input";
const ON_EVENT: Condition = { fact: INPUT, operator: "equal", value: "event" };

/** Every rule of a flow (FLOW-FORMAT §6): entries and transitions in file order, then cancellations, exits and goals. */
export function buildRules(plan: Plan, version: number, order: readonly Flow["nodes"][number][]): JsonRule[] {
  const prefix = `${plan.flowId}@${version}`;
  const nodes = order.flatMap(({ id }) => plan.nodes[id] ?? []);
  return [
    ...nodes.flatMap((node) => nodeRules(node, plan.flowId, prefix)),
    ...nodes.flatMap((node) => cancelRules(node, prefix)),
    ...exitRules(plan.settings, prefix),
    ...goalRules(plan.settings, prefix),
  ];
}

function nodeRules(node: PlanNode, flowId: string, prefix: string): JsonRule[] {
  const drafts = draftsOf(node, flowId);
  const { trigger } = definitionOf(node);
  return drafts.map((draft, i): JsonRule => {
    const { port, input } = draft;
    // Several inputs may lead to one port; only then the name needs the input.
    const isOnlyOne = drafts.filter((other) => other.port === port).length === 1;
    const name = trigger ? "enroll" : isOnlyOne ? port : `${port}:${input}`;
    const later = drafts.slice(i).filter((other) => other.input === input);
    return {
      name: `${prefix}/${node.id}/${name}`,
      // Of the rules that one input meets, the first drafted is the highest, the last is 1.
      priority: later.length,
      conditions: {
        all: [
          { fact: POSITION, operator: "equal", value: `${prefix}/${node.id}` },
          { fact: INPUT, operator: "equal", value: input },
          ...draft.when.flatMap(parts),
        ],
      },
      event: {
        type: trigger ? "enroll" : "advance",
        params: { from: node.id, port, to: node.next[port] ?? null },
      },
    };
  });
}

/** An `all` beside others that must hold is written as its parts, so a rule reads as one list. */
const parts = (condition: Condition): readonly Condition[] => ("all" in condition ? condition.all : [condition]);

function draftsOf(node: PlanNode, flowId: string): readonly RuleDraft[] {
  const definition = definitionOf(node);
  if (!node.disabled) return definition.rules(node.data, { flowId, nodeId: node.id });
  // A disabled trigger lets nobody in, any other disabled node lets everybody through.
  const [first] = portsOf(node);
  return definition.trigger || first === undefined ? [] : [{ port: first, input: "arrive", when: [] }];
}

interface CancelRule {
  readonly rule: FlowSettings["exitWhen"][number];
  readonly slot?: string;
}

function cancelRules(node: PlanNode, prefix: string): JsonRule[] {
  if (node.disabled) return [];
  const found: CancelRule[] = [];
  if ("cancelOn" in node.data) found.push(...node.data.cancelOn.map((rule) => ({ rule })));
  if ("slots" in node.data) {
    for (const slot of node.data.slots) found.push(...slot.cancelOn.map((rule) => ({ rule, slot: slot.id })));
  }
  return found.map(({ rule, slot }, i) => ({
    name: `${prefix}/${node.id}/cancel:${i + 1}`,
    priority: found.length - i,
    conditions: { all: [ON_EVENT, eventTypeIs(rule.on), ...parts(rule.where)] },
    event: { type: "cancel", params: { node: node.id, ...(slot !== undefined && { slot }), reason: rule.reason } },
  }));
}

function exitRules({ exitWhen }: FlowSettings, prefix: string): JsonRule[] {
  return exitWhen.map((rule, i) => ({
    name: `${prefix}/exit:${i + 1}`,
    priority: exitWhen.length - i,
    conditions: { all: [ON_EVENT, eventTypeIs(rule.on), ...parts(rule.where)] },
    event: { type: "exit", params: { reason: rule.reason, index: i } },
  }));
}

function goalRules({ goals }: FlowSettings, prefix: string): JsonRule[] {
  return goals.map((goal, i) => ({
    name: `${prefix}/goal:${goal.id}`,
    priority: goals.length - i,
    conditions: { all: [ON_EVENT, eventTypeIs(goal.on), ...parts(goal.where)] },
    event: { type: "goal", params: { goal: goal.id, within: goal.within } },
  }));
}
