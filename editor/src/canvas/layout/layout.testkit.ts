import { type Flow, type FlowNode, flowNodeSchema, flowSchema, type NodeType } from "@sopflow/schemas";
import { createNode } from "../../nodes/create-node.js";
import { openPortsOf } from "../../nodes/node-ports.js";

/** Types in the mix of a real journey: some branch, most go straight on. */
const MIX: readonly NodeType[] = ["wait.duration", "task", "tag", "branch", "wait.event", "notify", "split"];

/**
 * A journey of `size` nodes grown from one trigger: each new node hangs on a free port, chosen by `choose` (0 ≤ n < max),
 * and every so often an open port joins an older node instead. `joins` = how many per 100 nodes.
 */
export function growFlow(size: number, choose: (max: number) => number, joins = 0): Flow {
  const nodes: FlowNode[] = [createNode("trigger.event", "n0", { x: 0, y: 0 })];
  const edges: Flow["edges"] = [];
  const open = [{ source: "n0", sourceHandle: "out" }];
  while (nodes.length < size && open.length > 0) {
    const [port] = open.splice(choose(Math.min(open.length, 6)), 1);
    if (port === undefined) break;
    if (open.length > 2 && choose(100) < joins) {
      edges.push({ id: `e${edges.length}`, ...port, target: `n${1 + choose(Math.max(nodes.length - 1, 1))}` });
      continue;
    }
    const type = MIX[choose(MIX.length)] ?? "tag";
    const node = flowNodeSchema.parse(createNode(type, `n${nodes.length}`, { x: 0, y: 0 }));
    nodes.push(node);
    edges.push({ id: `e${edges.length}`, ...port, target: node.id });
    open.push(...openPortsOf(node).map((sourceHandle) => ({ source: node.id, sourceHandle })));
  }
  return flowSchema.parse({ schema: "sopflow/flow@1", id: "grown", name: "Grown", nodes, edges });
}
