import type { Flow, FlowNode, FlowSettings } from "@sopflow/schemas";
import { definitionOf } from "../nodes/registry.js";
import { portsOf } from "./node-ports.js";
import { prepareWhere } from "./prepare-where.js";
import type { Plan, PlanNode } from "./program.js";
import { defaultExperiment } from "./rule-draft.js";

/** Everything of a flow besides its rules: parameters resolved, conditions prepared, ports followed. */
export function planOf(flow: Flow): Plan {
  const isTrigger = (node: FlowNode) => definitionOf(node).trigger && node.disabled !== true;
  return {
    flowId: flow.id,
    name: flow.name,
    settings: resolveSettings(flow.settings, flow.id),
    triggers: flow.nodes.filter(isTrigger).map((node) => node.id),
    nodes: Object.fromEntries(flow.nodes.map((node) => [node.id, planNode(node, flow)])),
  };
}

function planNode(node: FlowNode, flow: Flow): PlanNode {
  const experiment = defaultExperiment({ flowId: flow.id, nodeId: node.id });
  const { position: _place, note: _note, disabled, ...kept } = node;
  const definition = definitionOf(node);
  const data = definition.resolve?.(node.data, (where) => prepareWhere(where, experiment)) ?? node.data;
  const next = Object.fromEntries(portsOf(node).map((port) => [port, targetOf(flow, node.id, port)]));
  return { ...kept, data, next, ...(disabled && { disabled }) } as PlanNode; // data stays that of the node's type
}

const targetOf = (flow: Flow, source: string, port: string): string | null =>
  flow.edges.find((edge) => edge.source === source && edge.sourceHandle === port)?.target ?? null;

/** Flow-wide conditions stand at no node: their bucket is that of the flow. */
function resolveSettings(settings: FlowSettings, flowId: string): FlowSettings {
  return {
    ...settings,
    exitWhen: settings.exitWhen.map((rule) => ({ ...rule, where: prepareWhere(rule.where, flowId) })),
    goals: settings.goals.map((goal) => ({ ...goal, where: prepareWhere(goal.where, flowId) })),
  };
}
