import type { FlowLive } from "@sopflow/schemas";

/** Least time between two messages of one flow, ms: a busy worker commits far more often than anybody can read. */
export const MIN_GAP_MS = 250;

export interface FlowFeedsOptions {
  readonly read: (flowId: string) => Promise<FlowLive>;
  readonly sleep: (ms: number) => Promise<void>;
  /** A reading failed; its watchers keep the numbers they have until the next change. */
  readonly onError: (error: unknown) => void;
}

type Watcher = (numbers: FlowLive) => void;

interface Feed {
  readonly watchers: Set<Watcher>;
  dirty: boolean;
  running: boolean;
}

/**
 * Tells whoever watches a flow its numbers, after each change, and reads them once for all watchers of that flow.
 *
 *  L1. While anybody watches, every change is followed by a message that includes it.
 *  L2. Between two messages of one flow lie at least `MIN_GAP_MS`; changes meanwhile become one message.
 *  L3. A flow that nobody watches costs nothing.
 */
export class FlowFeeds {
  readonly #feeds = new Map<string, Feed>();
  readonly #options: FlowFeedsOptions;

  constructor(options: FlowFeedsOptions) {
    this.#options = options;
  }

  /** Watchers of all flows together. */
  get watching(): number {
    let count = 0;
    for (const feed of this.#feeds.values()) count += feed.watchers.size;
    return count;
  }

  /** Calls back after changes of the flow until the returned function is called. */
  watch(flowId: string, watcher: Watcher): () => void {
    const feed = this.#feeds.get(flowId) ?? { watchers: new Set(), dirty: false, running: false };
    this.#feeds.set(flowId, feed);
    feed.watchers.add(watcher);
    return () => {
      feed.watchers.delete(watcher);
      if (feed.watchers.size === 0) this.#feeds.delete(flowId);
    };
  }

  /** Something of the flow changed. */
  changed(flowId: string): void {
    const feed = this.#feeds.get(flowId);
    if (!feed) return;
    feed.dirty = true;
    if (!feed.running) void this.#serve(flowId, feed);
  }

  async #serve(flowId: string, feed: Feed): Promise<void> {
    feed.running = true;
    while (feed.dirty && feed.watchers.size > 0) {
      feed.dirty = false;
      try {
        const numbers = await this.#options.read(flowId);
        for (const watcher of [...feed.watchers]) watcher(numbers);
      } catch (error) {
        this.#options.onError(error);
      }
      await this.#options.sleep(MIN_GAP_MS);
    }
    feed.running = false;
  }
}
