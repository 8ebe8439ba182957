import type { Clock, FlowService, SopEngine, Store, Waker } from "@sopflow/engine";
import type { WecomHost } from "./wecom/wecom-host.js";

/** Everything the routes work with. Made by `serve`, and by tests on a store of their own. */
export interface Services {
  readonly store: Store;
  readonly engine: SopEngine;
  readonly flows: FlowService;
  readonly clock: Clock;
  readonly waker: Waker;
  /** The connection to WeCom. */
  readonly wecom: WecomHost;
  /** Where files of the library lie. */
  readonly filesFolder: string;
  /** Whether this process posts the demo's made-up events; default no. */
  readonly demoStream?: boolean;
}
