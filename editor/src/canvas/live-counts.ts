import type { FlowLive } from "@sopflow/schemas";
import { createContext } from "react";
import { createStore, type StoreApi } from "zustand/vanilla";

/** People and totals at the nodes of a flow, by node id. */
export interface LiveCounts {
  /** People who stand there now, over all versions. */
  readonly standing: ReadonlyMap<string, number>;
}

export const createLiveCounts = (): StoreApi<LiveCounts> => createStore<LiveCounts>(() => ({ standing: new Map() }));

/** Nobody is counted: a draft, or a canvas to look at. */
export const LiveCountsContext = createContext<StoreApi<LiveCounts>>(createLiveCounts());

/** How to open the people of a node; absent where there is no such page. */
export const OpenPeopleContext = createContext<((nodeId: string) => void) | undefined>(undefined);

/** Sums up a message of the live stream. */
export function countsOf({ standing }: Pick<FlowLive, "standing">): LiveCounts {
  const byNode = new Map<string, number>();
  for (const { nodeId, state, count } of standing) {
    if (state === "active") byNode.set(nodeId, (byNode.get(nodeId) ?? 0) + count);
  }
  return { standing: byNode };
}
