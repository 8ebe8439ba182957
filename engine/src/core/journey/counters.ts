import type { Effect, TraceEffect } from "./effect.js";

/** What is counted by (flow, version, node); `key` is in brackets. */
export const COUNTER_METRICS = [
  "entered", // at a trigger
  "refused", // entries, at a trigger [reason]
  "queued", // entries that had to wait for their turn, at a trigger
  "arm", // enrollments given an arm of an experiment, at its node [arm/entry day]
  "converted", // goals of those, at its node [arm/goal/entry day]
  "arrived", // at a node
  "left", // a node [port]
  "completed", // the path ended here
  "exited", // here [reason]
  "failed", // here [code]
  "goal", // reached while here [goal]
  "deferred", // tasks of this node [reason]
  "dropped", // tasks of this node, never issued [reason]
  "held", // the same and more, to be summed up [what/reason/day/advisor]
  "issued", // tasks of this node
  "closed", // issued tasks of this node [state]
] as const;
export type CounterMetric = (typeof COUNTER_METRICS)[number];

/** Takes one count. */
export type AddCount = (flowId: string, version: number, nodeId: string, metric: CounterMetric, key: string) => void;

type KeyOf = (trace: TraceEffect) => string;

const noKey: KeyOf = () => "";
const detailKey =
  (name: string): KeyOf =>
  ({ detail }) => {
    const key = detail?.[name];
    return typeof key === "string" ? key : "";
  };
/** An outcome may not be named like these (`RESERVED_OUTCOMES`): every other one means done. */
const stateOfResult: KeyOf = ({ detail }) => {
  const outcome = detail?.outcome;
  return outcome === "expired" || outcome === "skipped" || outcome === "stale" ? outcome : "done";
};

/** Trace kinds that count. */
const COUNTED: { readonly [K in TraceEffect["what"]]?: readonly [CounterMetric, KeyOf] } = {
  entered: ["entered", noKey],
  refused: ["refused", detailKey("reason")],
  queued: ["queued", noKey],
  arm: ["arm", ({ port, detail }) => `${port}/${detail?.day}`],
  converted: ["converted", ({ port, detail }) => `${port}/${detail?.goal}/${detail?.day}`],
  arrived: ["arrived", noKey],
  left: ["left", ({ port }) => port ?? ""],
  completed: ["completed", noKey],
  exited: ["exited", detailKey("reason")],
  failed: ["failed", detailKey("code")],
  goal: ["goal", detailKey("goal")],
  deferred: ["deferred", detailKey("reason")],
  dropped: ["dropped", detailKey("reason")],
  stale: ["dropped", () => "stale"],
  issued: ["issued", noKey],
  result: ["closed", stateOfResult],
  withdrawn: ["closed", () => "withdrawn"],
};

/**
 * What one effect adds to the counters of its node: live numbers and back-test reports are both made of these, so that
 * they cannot disagree.
 */
export function countEffect(effect: Effect, add: AddCount): void {
  if (effect.kind !== "trace" || effect.flowId === "") return;
  const counted = COUNTED[effect.what];
  if (counted) add(effect.flowId, effect.version, effect.nodeId, counted[0], counted[1](effect));
  const day = effect.detail?.day;
  if (HELD.has(effect.what) && typeof day === "number") {
    add(effect.flowId, effect.version, effect.nodeId, "held", heldKey(effect, day));
  }
}

const HELD: ReadonlySet<TraceEffect["what"]> = new Set(["deferred", "dropped", "stale", "downgraded"]);

/** Advisor ids may hold anything, so they come last. */
const heldKey = ({ what, detail }: TraceEffect, day: number): string =>
  `${what}/${String(detail?.reason ?? "")}/${day}/${String(detail?.advisor ?? "")}`;
