import type { FlowLive, StepNumber } from "@sopflow/schemas";
import { createContext } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { LiveState } from "../api/live-stream.js";

/** The numbers of one step, over all versions: who stands there, and what happened there since the flow was published. */
export interface NodeNumbers {
  /** People who stand there now. */
  readonly standing: number;
  /** People whose path is over, with a task or a goal still open there. */
  readonly closing: number;
  /** People who wait for their turn to enter, at a throttled trigger. */
  readonly waiting: number;
  /** Entries, at a trigger. */
  readonly entered: number;
  /** Entries that were refused, at a trigger. */
  readonly refused: number;
  readonly arrived: number;
  /** How many left by each port. */
  readonly left: Readonly<Record<string, number>>;
  /** Paths that ended there: completed, by an exit, or by failure. */
  readonly ended: number;
  readonly failed: number;
  /** Tasks that were issued, and what became of those that are closed. */
  readonly issued: number;
  readonly closed: Readonly<Record<string, number>>;
  /** Tasks that wait now. */
  readonly open: number;
  /** Tasks that were never issued. */
  readonly dropped: number;
}

export interface LiveCounts {
  readonly nodes: ReadonlyMap<string, NodeNumbers>;
  /** `waiting`: the connection is lost, and the numbers are those from before. */
  readonly state: LiveState;
}

export const createLiveCounts = (): StoreApi<LiveCounts> =>
  createStore<LiveCounts>(() => ({ nodes: new Map(), state: "connecting" }));

/** Nobody is counted: a draft, or a canvas to look at. */
export const LiveCountsContext = createContext<StoreApi<LiveCounts>>(createLiveCounts());

export type PeopleList = "waiting" | "active" | "closing";
export type TaskList = "open" | "done" | "skipped" | "expired" | "stale" | "withdrawn" | "all";

/** Opens the lists behind the numbers: of people and tasks as they are now, and of what happened at a step. */
export interface OpenLists {
  readonly people: (nodeId: string, state: PeopleList) => void;
  readonly tasks: (nodeId: string, state: TaskList) => void;
  /** `left` by its port. */
  readonly trace: (nodeId: string, what: StepNumber, port?: string) => void;
  /** Whom an experiment gave an arm, in one version. */
  readonly arm: (nodeId: string, version: number, arm: { readonly id: string; readonly label: string }) => void;
  /** People on their way in a version, at whatever step. */
  readonly version: (version: number) => void;
}

/** Absent where there are no such pages. */
export const OpenListsContext = createContext<OpenLists | undefined>(undefined);

type Mutable = { -readonly [K in keyof NodeNumbers]: NodeNumbers[K] } & {
  left: Record<string, number>;
  closed: Record<string, number>;
};

const nothing = (): Mutable => ({
  standing: 0,
  closing: 0,
  waiting: 0,
  entered: 0,
  refused: 0,
  arrived: 0,
  left: {},
  ended: 0,
  failed: 0,
  issued: 0,
  closed: {},
  open: 0,
  dropped: 0,
});

const PLACES = { active: "standing", closing: "closing", waiting: "waiting" } as const;

/** Sums up a message of the live stream by node. */
export function countsOf({
  standing,
  counters,
  tasks,
}: Pick<FlowLive, "standing" | "counters" | "tasks">): Pick<LiveCounts, "nodes"> {
  const nodes = new Map<string, Mutable>();
  const of = (nodeId: string): Mutable => {
    const found = nodes.get(nodeId) ?? nothing();
    nodes.set(nodeId, found);
    return found;
  };
  for (const { nodeId, state, count } of standing) of(nodeId)[PLACES[state]] += count;
  for (const { nodeId, metric, key, count } of counters) ADD[metric]?.(of(nodeId), count, key);
  for (const { nodeId, state, count } of tasks) {
    const node = of(nodeId);
    node.issued += count;
    if (state === "open") node.open += count;
    else sum(node.closed, state, count);
  }
  return { nodes };
}

const sum = (record: Record<string, number>, key: string, count: number) => {
  record[key] = (record[key] ?? 0) + count;
};

/** What each metric of the stream adds to; metrics that no number shows are left out, and so are tasks, which come counted. */
const ADD: Readonly<Record<string, (node: Mutable, count: number, key: string) => void>> = {
  entered: (node, count) => {
    node.entered += count;
  },
  refused: (node, count) => {
    node.refused += count;
  },
  arrived: (node, count) => {
    node.arrived += count;
  },
  left: (node, count, key) => sum(node.left, key, count),
  completed: (node, count) => {
    node.ended += count;
  },
  exited: (node, count) => {
    node.ended += count;
  },
  failed: (node, count) => {
    node.ended += count;
    node.failed += count;
  },
  dropped: (node, count) => {
    node.dropped += count;
  },
};
