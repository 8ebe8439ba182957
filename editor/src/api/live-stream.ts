/** What this module needs of a browser's `EventSource`; tests give their own. */
export interface StreamSource {
  readonly readyState: number;
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  addEventListener(type: string, listener: (event: { data: string }) => void): void;
  close(): void;
}

export type LiveState = "connecting" | "open" | "waiting";

export interface LiveStreamOptions<T> {
  readonly address: string;
  /** Name of the messages, `live` for a flow's numbers. */
  readonly event: string;
  readonly onMessage: (message: T) => void;
  readonly onState?: (state: LiveState) => void;
  /** Called when the server turned the stream down: the moment to look whether the session still holds. */
  readonly onRefused?: () => void;
  readonly makeSource?: (address: string) => StreamSource;
  /** Calls back later, and answers how to call it off. */
  readonly schedule?: (delayMs: number, run: () => void) => () => void;
}

const CLOSED = 2;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

const browserSource = (address: string): StreamSource => new EventSource(address) as unknown as StreamSource; // its listeners take more than is used here

const byTimeout = (delayMs: number, run: () => void) => {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
};

/**
 * Live numbers, for as long as they are wanted. A browser reconnects by itself after a lost connection but gives up
 * when the server answers anything else than a stream; then it is tried again after 1 s, 2 s … 30 s.
 * Returns what ends it.
 */
export function openLiveStream<T>(options: LiveStreamOptions<T>): () => void {
  const { makeSource = browserSource, schedule = byTimeout } = options;
  let source: StreamSource | undefined;
  let cancelRetry: (() => void) | undefined;
  let retryMs = FIRST_RETRY_MS;
  let ended = false;

  const connect = () => {
    options.onState?.("connecting");
    const opened = makeSource(options.address);
    source = opened;
    opened.onopen = () => {
      retryMs = FIRST_RETRY_MS;
      options.onState?.("open");
    };
    opened.onerror = () => {
      if (ended) return;
      options.onState?.("waiting");
      if (opened.readyState !== CLOSED) return;
      opened.close();
      options.onRefused?.();
      cancelRetry = schedule(retryMs, connect);
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    };
    opened.addEventListener(options.event, ({ data }) => {
      if (!ended) options.onMessage(JSON.parse(data) as T); // the server writes what T describes
    });
  };

  connect();
  return () => {
    ended = true;
    cancelRetry?.();
    source?.close();
  };
}
