import { useEffect, useRef } from "react";

/** Calls back the moment the server says that tasks changed: issued, withdrawn because the customer bought, handed on. */
export function useTaskNews(isOn: boolean, onNews: () => void): void {
  const latest = useRef(onNews);
  useEffect(() => {
    latest.current = onNews;
  });
  useEffect(() => {
    // Without streams the list still looks by itself every minute.
    if (!isOn || typeof EventSource === "undefined") return undefined;
    let end: (() => void) | undefined;
    let isGone = false;
    // After the list is drawn: its first load has no byte to spare.
    import("../api/live-stream.js").then(
      ({ openLiveStream }) => {
        const onMessage = () => latest.current();
        if (!isGone) end = openLiveStream({ address: "/v1/tasks/live", event: "tasks", onMessage });
      },
      () => undefined,
    );
    return () => {
      isGone = true;
      end?.();
    };
  }, [isOn]);
}
