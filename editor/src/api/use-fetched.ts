import { createContext, useCallback, useContext, useEffect, useRef, useSyncExternalStore } from "react";
import { FetchCache, type Fetched } from "./fetch-cache.js";

export const FetchCacheContext = createContext(new FetchCache());

export interface FetchOptions {
  readonly enabled?: boolean;
  /** Shown without asking again while it is younger, ms. */
  readonly freshMs: number;
  /** Asked for again every so often, and whenever the page is seen again or back online, ms. */
  readonly refreshMs?: number;
}

/** An answer of the server, asked for when it is missing or old, and again as `options` say. */
export function useFetched<T>(
  key: string,
  load: () => Promise<T>,
  { enabled = true, freshMs, refreshMs }: FetchOptions,
): Fetched<T> & { readonly refetch: () => void } {
  const cache = useContext(FetchCacheContext);
  const known = useSyncExternalStore(
    useCallback((listener: () => void) => cache.subscribe(key, listener), [cache, key]),
    () => cache.read<T>(key),
  );
  const newest = useRef(load);
  newest.current = load;
  const refetch = useCallback(() => void cache.fetch(key, () => newest.current()), [cache, key]);
  const { askedAt, error } = known;
  // biome-ignore lint/correctness/useExhaustiveDependencies: askedAt falls to 0 when the answer is to be asked for again
  useEffect(() => {
    // After a failure it is left to the clock, the reader's return and the button: not tried in a circle.
    if (enabled && error === undefined && cache.isOlderThan(key, freshMs)) refetch();
  }, [enabled, cache, key, freshMs, refetch, askedAt]);
  useEffect(() => {
    if (!enabled || refreshMs === undefined) return undefined;
    const ifSeen = () => {
      if (document.visibilityState === "visible") refetch();
    };
    const timer = setInterval(ifSeen, refreshMs);
    document.addEventListener("visibilitychange", ifSeen);
    window.addEventListener("focus", ifSeen);
    window.addEventListener("online", ifSeen);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ifSeen);
      window.removeEventListener("focus", ifSeen);
      window.removeEventListener("online", ifSeen);
    };
  }, [enabled, refreshMs, refetch]);
  return { ...known, refetch };
}
