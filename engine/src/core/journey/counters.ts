import type { Effect, TraceEffect } from "./effect.js";

/** What is counted by (flow, version, node); `key` is in brackets. */
export const COUNTER_METRICS = [
  "entered", // at a trigger
  "refused", // entries, at a trigger [reason]
  "arrived", // at a node
  "left", // a node [port]
  "completed", // the path ended here
  "exited", // here [reason]
  "failed", // here [code]
  "goal", // reached while here [goal]
  "deferred", // tasks of this node [reason]
  "dropped", // tasks of this node, never issued [reason]
  "issued", // tasks of this node
  "closed", // issued tasks of this node [state]
] as const;
export type CounterMetric = (typeof COUNTER_METRICS)[number];

/** Takes one count. */
export type AddCount = (flowId: string, version: number, nodeId: string, metric: CounterMetric, key: string) => void;

/** Trace kinds that count, and which part of their detail is the key. */
const COUNTED: { readonly [K in TraceEffect["what"]]?: { readonly metric: CounterMetric; readonly key?: string } } = {
  entered: { metric: "entered" },
  refused: { metric: "refused", key: "reason" },
  arrived: { metric: "arrived" },
  completed: { metric: "completed" },
  exited: { metric: "exited", key: "reason" },
  failed: { metric: "failed", key: "code" },
  goal: { metric: "goal", key: "goal" },
  deferred: { metric: "deferred", key: "reason" },
  dropped: { metric: "dropped", key: "reason" },
  stale: { metric: "dropped" },
};

/**
 * What one effect adds to the counters of its node: live numbers and back-test reports are both made of these, so that
 * they cannot disagree. `versionOf`: version of a task that closes, where the caller knows it.
 */
export function countEffect(effect: Effect, add: AddCount): void {
  if (effect.kind === "task.issue") {
    const { flowId, version, nodeId } = effect.task;
    add(flowId, version, nodeId, "issued", "");
  } else if (effect.kind === "trace") countTrace(effect, add);
}

function countTrace(effect: TraceEffect, add: AddCount): void {
  const { what, flowId, version, nodeId, port, detail } = effect;
  if (flowId === "") return;
  if (what === "left") {
    add(flowId, version, nodeId, "left", port ?? "");
    return;
  }
  const counted = COUNTED[what];
  if (!counted) return;
  const key = counted.key === undefined ? "" : detail?.[counted.key];
  add(flowId, version, nodeId, counted.metric, typeof key === "string" ? key : "");
}
