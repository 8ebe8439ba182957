import type { Flow, FlowNode } from "@sopflow/schemas";
import { edgeAt, findNode } from "../document/graph/flow-graph.js";
import { isTrigger, portsOf } from "../nodes/node-ports.js";

export interface OutlineWay {
  readonly port: string;
  /** Undefined: the way ends here. */
  readonly target: FlowNode | undefined;
}

export interface OutlineStep {
  readonly node: FlowNode;
  readonly ways: readonly OutlineWay[];
}

/**
 * The steps of a flow in the order in which a reader follows them: from each trigger down, port by port, every step
 * once. What nothing leads to comes last.
 */
export function outlineOrder(flow: Pick<Flow, "nodes" | "edges">): readonly OutlineStep[] {
  const steps: OutlineStep[] = [];
  const seen = new Set<string>();
  const walk = (root: FlowNode) => {
    const open = [root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (seen.has(node.id)) continue;
      seen.add(node.id);
      const { id } = node;
      const ways = portsOf(node).map((port): OutlineWay => {
        const edge = edgeAt(flow, id, port);
        return { port, target: edge && findNode(flow, edge.target) };
      });
      steps.push({ node, ways });
      open.push(...ways.flatMap(({ target }) => (target ? [target] : [])).reverse());
    }
  };
  for (const node of flow.nodes) if (isTrigger(node)) walk(node);
  for (const node of flow.nodes) walk(node);
  return steps;
}
