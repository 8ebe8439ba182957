import type { DataOf, FlowNode, NodeType } from "@sopflow/schemas";
import { durationUpperMs, parseDuration } from "../time/duration.js";

/** Where edges may begin at a node, and whether they may end there: all that drawing a flow has to know of its type. */
export interface NodeShape<T extends NodeType> {
  readonly type: T;
  /** Triggers have no input and begin a flow. */
  readonly trigger: boolean;
  /** Ports in the order in which a canvas shows them. */
  ports(data: DataOf<T>): readonly string[];
  /** Ports that may never carry an edge. */
  closedPorts?(data: DataOf<T>): readonly string[];
  /**
   * Whether it can be left by this port in the step that reached it, so that a cycle through it never rests
   * (FLOW-FORMAT §4.6).
   */
  instant(data: DataOf<T>, port: string): boolean;
}

/** The one port of triggers and of most acting nodes. */
export const OUT: readonly string[] = ["out"];
/** Ports that authors cannot name: the way out of no case, of no event in time, of no date. */
export const ELSE = "else";
export const TIMEOUT = "timeout";
export const MISSING = "missing";
/** Port for those who were active within so many days. */
export const activePort = (days: number): string => `d${days}`;

const trigger = { trigger: true, ports: () => OUT, instant: () => true };
const act = { trigger: false, ports: () => OUT, instant: () => true };

/**
 * The shape of every node type. Apart from the definitions that run and check a node, so that a canvas can draw before
 * it has loaded those; a type without a shape, or under another's key, does not compile.
 */
export const NODE_SHAPES: { readonly [T in NodeType]: NodeShape<T> } = {
  "trigger.event": { type: "trigger.event", ...trigger },
  "trigger.schedule": { type: "trigger.schedule", ...trigger },
  "trigger.audience": { type: "trigger.audience", ...trigger },
  "trigger.manual": { type: "trigger.manual", ...trigger },
  branch: {
    type: "branch",
    trigger: false,
    ports: (data) => [...data.cases.map((c) => c.id), ELSE],
    instant: () => true,
  },
  split: {
    type: "split",
    trigger: false,
    ports: (data) => data.variants.map((v) => v.id),
    closedPorts: (data) => data.variants.filter((v) => v.holdout).map((v) => v.id),
    instant: () => true,
  },
  "activity.check": {
    type: "activity.check",
    trigger: false,
    ports: (data) => [...data.days.map(activePort), "inactive", "never"],
    instant: () => true,
  },
  "wait.duration": {
    type: "wait.duration",
    trigger: false,
    ports: () => OUT,
    // A duration of zero up to a clock time is over at once for who arrives exactly then.
    instant: ({ duration }) => isZero(duration),
  },
  "wait.until": {
    type: "wait.until",
    trigger: false,
    ports: (data) => ("attribute" in data ? [...OUT, MISSING] : OUT),
    // Who comes back in the very instant it ended waits for the next time with `next`, and else goes on at once.
    instant: (data, port) => port === MISSING || data.ifPast !== "next",
  },
  "wait.event": {
    type: "wait.event",
    trigger: false,
    ports: (data) => [...data.on.map((o) => o.id), TIMEOUT],
    // With lookback an event of the past lets it go at once; its timeout is never at once.
    instant: (data, port) => data.lookback !== undefined && port !== TIMEOUT,
  },
  "wait.condition": {
    type: "wait.condition",
    trigger: false,
    ports: () => ["met", TIMEOUT],
    // Where it holds already nobody waits: a loop through it would not rest.
    instant: (_data, port) => port === "met",
  },
  // A run-out that is past is due on arrival.
  "replenish.wait": { type: "replenish.wait", trigger: false, ports: () => ["due"], instant: () => true },
  task: {
    type: "task",
    trigger: false,
    ports: taskPorts,
    // Where its condition does not hold, or the budget or a full day drops it, it lets the enrollment go on at once, just as
    // a task nobody waits for.
    instant: (data, port) =>
      !data.wait || port === "stale" || port === "skipped" || (port === "expired" && isZero(data.expireIn)),
  },
  "campaign.rhythm": {
    type: "campaign.rhythm",
    trigger: false,
    ports: () => ["done"],
    // With a first day that is long past, or not known, it is done on arrival.
    instant: ({ day1 }) => typeof day1 === "object",
  },
  tag: { type: "tag", ...act },
  "profile.set": { type: "profile.set", ...act },
  // Nothing rests between two calls, so a loop of them would call out for ever.
  webhook: { type: "webhook", trigger: false, ports: () => ["ok", "failed"], instant: () => true },
  notify: { type: "notify", ...act },
  "flow.start": { type: "flow.start", ...act },
  exit: { type: "exit", trigger: false, ports: () => [], instant: () => true },
};

/** The shape of a node's type. */
export function shapeOf<T extends NodeType>(node: { readonly type: T }): NodeShape<T> {
  const shape: unknown = NODE_SHAPES[node.type];
  return shape as NodeShape<T>; // the mapped type above ties each key to its own shape
}

/** A node's ports, in the order in which a canvas shows them. */
export const portsOf = (node: Pick<FlowNode, "type" | "data">): readonly string[] => shapeOf(node).ports(node.data);

/**
 * Whether an enrollment can leave the node by this port in the step that reached it. A disabled node is passed through
 * by its first port.
 */
export function isInstantPort(node: Pick<FlowNode, "type" | "data" | "disabled">, port: string): boolean {
  if (node.disabled) return portsOf(node)[0] === port;
  return shapeOf(node).instant(node.data, port);
}

function taskPorts(data: DataOf<"task">): readonly string[] {
  if (!data.wait) return OUT;
  return [
    ...(data.outcomes.length > 0 ? data.outcomes.map((o) => o.id) : ["done"]),
    "skipped",
    "expired",
    ...(data.where === undefined ? [] : ["stale"]),
    ...(data.channel === "group_send" ? ["not_friend", "limit"] : []),
  ];
}

function isZero(duration: string): boolean {
  const parsed = parseDuration(duration);
  return parsed !== undefined && durationUpperMs(parsed) === 0;
}
