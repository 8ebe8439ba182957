import type { CustomerReference, JsonObject } from "@sopflow/schemas";

/** One thing that happened, as history files tell it. */
export interface ReplayEvent {
  /** Unique within its source. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly customer: CustomerReference;
  /** Epoch ms. */
  readonly at: number;
  readonly props: JsonObject;
  /** A customer whom this event creates counts as bound: a buyer whose orders are known. */
  readonly bound?: boolean;
  /** Updates the profile and matches nothing. */
  readonly history?: boolean;
  /** Line of its file. */
  readonly line?: number;
}
