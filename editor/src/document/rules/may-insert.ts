import type { Diagnostic, Flow, FlowNode } from "@sopflow/schemas";
import { isTrigger, openPortsOf } from "../../nodes/node-ports.js";
import { findEdge } from "../graph/flow-graph.js";
import { editDiagnostic } from "./edit-diagnostic.js";
import { mayAdd } from "./may-add.js";
import { mayLeaveBy } from "./may-connect.js";
import { stepWords } from "./step-words.js";

type New = Pick<FlowNode, "id" | "type" | "label" | "data">;

/** Why a node of this kind can never stand between two others; empty = it can. For pickers, before there is a node. */
export function maySplice(node: New): readonly Diagnostic[] {
  if (isTrigger(node)) return [editDiagnostic("edge.into_trigger", "nodes", { node: stepWords(node) })];
  if (openPortsOf(node).length === 0) return [editDiagnostic("edge.out_of_exit", "nodes", { node: stepWords(node) })];
  return [];
}

/** Why this node may not be put into this edge; empty = it may. It goes on by its first open port. */
export function mayInsert(flow: Flow, edgeId: string, node: FlowNode): readonly Diagnostic[] {
  const edge = findEdge(flow, edgeId);
  if (edge === undefined) return [editDiagnostic("edge.unknown_source", "edges", { node: edgeId })];
  return [...mayAdd(flow, [node]), ...maySplice(node)];
}

/** Why this node may not be hung on this free port; empty = it may. An exit may, a trigger may not. */
export function mayAddAfter(flow: Flow, source: string, port: string, node: FlowNode): readonly Diagnostic[] {
  const trigger = isTrigger(node) ? [editDiagnostic("edge.into_trigger", "nodes", { node: stepWords(node) })] : [];
  return [...mayAdd(flow, [node]), ...mayLeaveBy(flow, source, port), ...trigger];
}
