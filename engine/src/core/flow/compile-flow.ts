import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { type Diagnostic, type Flow, type FlowNode, type FlowSettings, hasErrors } from "@sopflow/schemas";
import { definitionOf } from "../nodes/registry.js";
import { buildRules } from "./build-rules.js";
import { canonicalJson, sortKeys } from "./canonical-json.js";
import { checkFlow } from "./check-flow.js";
import type { CompileOptions } from "./compile-options.js";
import { portsOf } from "./node-ports.js";
import { readFlow } from "./parse-flow.js";
import { prepareWhere } from "./prepare-where.js";
import type { CompiledFlow, Plan, PlanNode } from "./program.js";
import { defaultExperiment } from "./rule-draft.js";

export interface CompileResult {
  /** Absent when any diagnostic is an error. */
  readonly compiled?: CompiledFlow;
  /** Every problem at once, in file order within each kind of check. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks a flow and turns it into JSON rules and a plan (FLOW-FORMAT §6). Takes anything, a parsed flow as well as raw
 * JSON, and never throws: mistakes come back as diagnostics. Deterministic: the same flow and version give the same
 * bytes, however its keys are ordered, wherever its nodes stand on the canvas, and whether defaults are written or not.
 */
export function compileFlow(input: Flow | unknown, options: CompileOptions): CompileResult {
  const { flow, draft, diagnostics: shape } = readFlow(input);
  const diagnostics = [...shape, ...(draft ? checkFlow(draft, options) : [])];
  if (flow === undefined || hasErrors(diagnostics)) return { diagnostics };
  return { compiled: build(flow, options.version), diagnostics };
}

function build(flow: Flow, version: number): CompiledFlow {
  const plan = sortKeys(planOf(flow));
  const rules = buildRules(plan, version, flow.nodes).map((rule) => sortKeys(rule));
  const hash = `sha256:${bytesToHex(sha256(utf8ToBytes(canonicalJson({ rules, plan }))))}`;
  return { flowId: flow.id, version, hash, rules, plan };
}

function planOf(flow: Flow): Plan {
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
