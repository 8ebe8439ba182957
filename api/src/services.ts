import type { Clock, SopEngine, Store, Waker } from "@sopflow/engine";
import type { FlowService } from "./flows/provisional.js";

/** Everything the routes work with. Made by `serve`, and by tests on a store of their own. */
export interface Services {
  readonly store: Store;
  readonly engine: SopEngine;
  readonly flows: FlowService;
  readonly clock: Clock;
  readonly waker: Waker;
}
