import type { Diagnostic, Flow, FlowEdge } from "@sopflow/schemas";
import { closedPortsOf, isTrigger, portsOf } from "../../nodes/node-ports.js";
import { edgeAt, findNode } from "../graph/flow-graph.js";
import { editDiagnostic } from "./edit-diagnostic.js";
import { instantCycleBy } from "./instant-cycle.js";
import { joinWords, portWords, stepWords } from "./step-words.js";

/** An edge as someone wants it; `id` names an existing one that it would replace. */
export type WantedEdge = Pick<FlowEdge, "source" | "sourceHandle" | "target"> & { readonly id?: string };

type Graph = Pick<Flow, "nodes" | "edges">;

/**
 * Why this edge may not exist; empty = it may. One place for the canvas, paste and commands, in the words in which the
 * compiler reports the same faults of a file.
 */
export function mayConnect(flow: Graph, wanted: WantedEdge): readonly Diagnostic[] {
  const others = wanted.id === undefined ? flow.edges : flow.edges.filter((edge) => edge.id !== wanted.id);
  const rest = { nodes: flow.nodes, edges: others };
  const atPort = mayLeaveBy(rest, wanted.source, wanted.sourceHandle);
  return atPort.length > 0 ? atPort : mayArrive(rest, wanted);
}

/** Why a port may not carry one more edge; empty = it may. */
export function mayLeaveBy(flow: Graph, source: string, port: string): readonly Diagnostic[] {
  const node = findNode(flow, source);
  if (node === undefined) return [editDiagnostic("edge.unknown_source", "edges", { node: source })];
  const ports = portsOf(node);
  const at = { nodeId: source };
  if (ports.length === 0) return [editDiagnostic("edge.out_of_exit", "edges", { node: stepWords(node) }, at)];
  if (!ports.includes(port)) {
    const known = joinWords(
      ports.map((one) => portWords(node, one)),
      { zh: "、", en: ", " },
    );
    return [editDiagnostic("edge.unknown_port", "edges", { node: stepWords(node), port, ports: known }, at)];
  }
  const label = portWords(node, port);
  if (closedPortsOf(node).includes(port)) return [editDiagnostic("edge.out_of_holdout", "edges", { port: label }, at)];
  if (edgeAt(flow, source, port)) {
    return [editDiagnostic("edge.port_taken", "edges", { node: stepWords(node), port: label }, at)];
  }
  return [];
}

function mayArrive(flow: Graph, wanted: WantedEdge): readonly Diagnostic[] {
  const target = findNode(flow, wanted.target);
  if (target === undefined) return [editDiagnostic("edge.unknown_target", "edges", { node: wanted.target })];
  const at = { nodeId: target.id };
  if (isTrigger(target)) return [editDiagnostic("edge.into_trigger", "edges", { node: stepWords(target) }, at)];
  const cycle = instantCycleBy(flow, wanted);
  if (cycle === undefined) return [];
  const steps = cycle.map((id) => findNode(flow, id)).filter((node) => node !== undefined);
  const nodes = joinWords(steps.map(stepWords), { zh: " → ", en: " → " });
  return [editDiagnostic("flow.instant_cycle", "edges", { nodes }, at)];
}
