import type { FlowLive } from "@sopflow/schemas";
import { useEffect, useState } from "react";
import { liveAddress } from "../api/flow-calls.js";
import { openLiveStream } from "../api/live-stream.js";
import { countsOf, createLiveCounts } from "../canvas/live-counts.js";

/** The people at each step, kept up to date while the page is open. A draft that was never published has none. */
export function useLiveCounts(flowId: string, isPublished: boolean, onState: (live: FlowLive) => void) {
  const [counts] = useState(createLiveCounts);
  useEffect(() => {
    if (!isPublished || typeof EventSource === "undefined") return undefined;
    return openLiveStream<FlowLive>({
      address: liveAddress(flowId),
      event: "live",
      onMessage: (live) => {
        counts.setState(countsOf(live));
        onState(live);
      },
    });
  }, [flowId, isPublished, counts, onState]);
  return counts;
}
