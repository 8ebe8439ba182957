import type { Flow, FlowEdge, FlowNode } from "@sopflow/schemas";

type Graph = Pick<Flow, "nodes" | "edges">;

export const findNode = (flow: Graph, id: string): FlowNode | undefined => flow.nodes.find((node) => node.id === id);

export const findEdge = (flow: Graph, id: string): FlowEdge | undefined => flow.edges.find((edge) => edge.id === id);

/** The edge that a port carries; there is at most one. */
export const edgeAt = (flow: Graph, source: string, port: string): FlowEdge | undefined =>
  flow.edges.find((edge) => edge.source === source && edge.sourceHandle === port);
