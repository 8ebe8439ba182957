import type { FlowLive } from "@sopflow/schemas";
import { useEffect, useState } from "react";
import { useApi } from "../api/api-context.js";
import { liveAddress } from "../api/flow-calls.js";
import { openLiveStream } from "../api/live-stream.js";
import { loadSession } from "../api/session-calls.js";
import { countsOf, createLiveCounts } from "../canvas/live-counts.js";

/** The numbers of each step, kept up to date while the page is open. A draft that was never published has none. */
export function useLiveCounts(flowId: string, isPublished: boolean, onLive: (live: FlowLive) => void) {
  const api = useApi();
  const [counts] = useState(createLiveCounts);
  useEffect(() => {
    if (!isPublished || typeof EventSource === "undefined") return undefined;
    return openLiveStream<FlowLive>({
      address: liveAddress(flowId),
      event: "live",
      // Asked once more over the ordinary way: a session that has ended is told there, and signed in again.
      onRefused: () => void loadSession(api).catch(() => undefined),
      onState: (state) => counts.setState({ state }),
      onMessage: (live) => {
        counts.setState(countsOf(live));
        onLive(live);
      },
    });
  }, [api, flowId, isPublished, counts, onLive]);
  return counts;
}
