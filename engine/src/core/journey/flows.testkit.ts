import type { FlowFile } from "@sopflow/schemas";

type NodeInput = FlowFile["nodes"][number];
/** A node without what a canvas adds: `[id, type, data]`. */
export type ShortNode = readonly [id: string, type: NodeInput["type"], data: Record<string, unknown>];
/** `from:port>to`. */
export type ShortEdge = `${string}:${string}>${string}`;

/** Builds a flow file for a test from short forms; faults in it show when the test compiles it. */
export function flowOf(
  id: string,
  nodes: readonly ShortNode[],
  edges: readonly ShortEdge[],
  settings: FlowFile["settings"] = {},
): FlowFile {
  return {
    schema: "sopflow/flow@1",
    id,
    name: id,
    settings: { reentry: "after_exit", ...settings },
    nodes: nodes.map(
      ([nodeId, type, data], i) => ({ id: nodeId, type, position: { x: 0, y: i * 100 }, data }) as unknown as NodeInput, // the compiler checks it
    ),
    edges: edges.map((edge, i) => {
      const [source = "", rest = ""] = edge.split(/:(.*)/s);
      const [sourceHandle = "", target = ""] = rest.split(">");
      return { id: `e${i}`, source, sourceHandle, target };
    }),
  };
}

/** A task that waits for its result, with the given outcomes. */
export const waitingTask = (outcomes: readonly string[] = [], more: Record<string, unknown> = {}) => ({
  title: "联系",
  script: "您好",
  wait: true,
  outcomes: outcomes.map((id) => ({ id, label: id })),
  ...more,
});

/** A task that is handed out without waiting. */
export const sentTask = (more: Record<string, unknown> = {}) => ({
  title: "联系",
  script: "您好",
  wait: false,
  ...more,
});
