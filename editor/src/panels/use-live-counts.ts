import type { FlowLive } from "@sopflow/schemas";
import { useEffect, useState } from "react";
import { liveAddress } from "../api/flow-calls.js";
import { openLiveStream } from "../api/live-stream.js";
import { countsOf, createLiveCounts } from "../canvas/live-counts.js";

/** The numbers of each step, kept up to date while the page is open. A draft that was never published has none. */
export function useLiveCounts(flowId: string, isPublished: boolean, onLive: (live: FlowLive) => void) {
  const [counts] = useState(createLiveCounts);
  useEffect(() => {
    if (!isPublished || typeof EventSource === "undefined") return undefined;
    return openLiveStream<FlowLive>({
      address: liveAddress(flowId),
      event: "live",
      onState: (state) => counts.setState({ state }),
      onMessage: (live) => {
        counts.setState(countsOf(live));
        onLive(live);
      },
    });
  }, [flowId, isPublished, counts, onLive]);
  return counts;
}
