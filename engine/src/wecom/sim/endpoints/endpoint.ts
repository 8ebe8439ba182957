import type { JsonObject } from "@sopflow/schemas";
import type { Args } from "../rules/args.js";
import type { WindowLimit } from "../rules/call-windows.js";
import type { SimApp, SimCorp } from "../state/corp.js";
import type { SimState } from "../state/world.js";

/** An authorised call with its arguments. */
export interface Call {
  readonly state: SimState;
  readonly corp: SimCorp;
  readonly app: SimApp;
  readonly query: Args;
  readonly body: Args;
  readonly now: number;
  /** When its answer leaves, epoch ms. */
  readonly answeredAt: number;
}

export interface Endpoint {
  /** Below `/cgi-bin/`. */
  readonly path: string;
  readonly method: "GET" | "POST";
  /** Needs the customer-contact permission (48002), and `lowActive` keeps it back (48011). */
  readonly customers?: boolean;
  /** Changes something: may meet 6000. */
  readonly writes?: boolean;
  /** Limits besides the base ones of every endpoint, per corp. */
  readonly corpLimits?: readonly WindowLimit[];
  readonly appLimits?: readonly WindowLimit[];
  /** The answer without errcode and errmsg. Throws `CallError`. */
  run(call: Call): JsonObject;
}
