import { useEffect, useRef } from "react";
import { openLiveStream } from "../api/live-stream.js";

/** Calls back the moment the server says that tasks changed: issued, withdrawn because the customer bought, handed on. */
export function useTaskNews(isOn: boolean, onNews: () => void): void {
  const latest = useRef(onNews);
  useEffect(() => {
    latest.current = onNews;
  });
  useEffect(() => {
    // Without streams the list still looks by itself every minute.
    if (!isOn || typeof EventSource === "undefined") return undefined;
    return openLiveStream({ address: "/v1/tasks/live", event: "tasks", onMessage: () => latest.current() });
  }, [isOn]);
}
