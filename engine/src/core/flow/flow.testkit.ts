import type { FlowFile } from "@sopflow/schemas";
import { compileFlow } from "./compile-flow.js";
import type { CompileOptions } from "./compile-options.js";

type Edge = readonly [source: string, port: string, target: string];
/** Id, type, parameters, and what else an author adds to a node. */
type Node = readonly [id: string, type: string, data?: object, more?: object];

export const ORDER_PAID = ["t", "trigger.event", { event: "order.paid" }] as const;
export const EXIT = ["x", "exit"] as const;
export const TASK = ["k", "task", { title: "回访", script: "您好", wait: false }] as const;

/** A flow file of these nodes and edges. Loosely typed, since tests write what authors should not. */
export function flowOf(nodes: readonly Node[], edges: readonly Edge[], settings: object = {}, more: object = {}) {
  return {
    schema: "sopflow/flow@1",
    id: "f",
    name: "测试",
    settings,
    nodes: nodes.map(([id, type, data = {}, extra = {}]) => ({ id, type, position: { x: 0, y: 0 }, data, ...extra })),
    edges: edges.map(([source, sourceHandle, target], i) => ({ id: `e${i}`, source, sourceHandle, target })),
    ...more,
  };
}

/** A trigger that leads to one node. */
export const flowWith = (type: string, data: object, settings: object = {}) =>
  flowOf([ORDER_PAID, ["n", type, data]], [["t", "out", "n"]], settings);

/** A trigger that leads to a branch with one condition. */
export const flowWhere = (where: unknown) => flowWith("branch", { cases: [{ id: "a", where }] });

/** What a compile reports, shortened: `code @ node path`, warnings with a question mark. */
export const report = (flow: unknown, options: Partial<CompileOptions> = {}): string[] =>
  compileFlow(flow, { version: 1, ...options }).diagnostics.map((d) =>
    `${d.code}${d.severity === "warning" ? "?" : ""} @ ${d.nodeId ?? d.edgeId ?? "-"} ${d.path}`.trim(),
  );

/** The compiled flow; fails when it does not compile. */
export function compiled(flow: unknown, options: Partial<CompileOptions> = {}) {
  const result = compileFlow(flow, { version: 1, ...options });
  if (result.compiled === undefined) throw new Error(JSON.stringify(result.diagnostics, null, 1));
  return result.compiled;
}

/** The example of the format's author: an order, a wait of 14 days, a task or an exit. */
export const SECOND_ORDER: FlowFile = {
  schema: "sopflow/flow@1",
  id: "second-order-14d",
  name: "second order",
  settings: { timezone: "Asia/Shanghai", reentry: "never" },
  nodes: [
    {
      id: "t",
      type: "trigger.event",
      position: { x: 0, y: 0 },
      data: {
        event: "order.paid",
        where: { all: [{ fact: "customer", path: "$.orders.count", operator: "equal", value: 1 }] },
      },
    },
    {
      id: "w",
      type: "wait.event",
      position: { x: 0, y: 100 },
      data: { on: [{ id: "matched", label: "下单", event: "order.paid", where: { all: [] } }], timeout: "P14D" },
    },
    {
      id: "k",
      type: "task",
      position: { x: 0, y: 200 },
      data: {
        title: "回访",
        script: "您好",
        materials: [],
        channel: "chat",
        assign: "owner",
        dueIn: "P1D",
        wait: false,
      },
    },
    { id: "x", type: "exit", position: { x: 200, y: 200 }, data: { reason: "reordered" } },
  ],
  edges: [
    { id: "e1", source: "t", sourceHandle: "out", target: "w" },
    { id: "e2", source: "w", sourceHandle: "timeout", target: "k" },
    { id: "e3", source: "w", sourceHandle: "matched", target: "x" },
  ],
};
