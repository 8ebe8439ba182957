import type { Customer } from "@sopflow/schemas";
import type { PreviewLine } from "./preview-line.js";

/**
 * Why a preview stops where it does. `over`: nothing more would happen; `horizon`: it would go on beyond the last day
 * that is looked at; `steps`: it goes round and round; `fault`: a defect of the product.
 */
export type PreviewStop = "over" | "horizon" | "steps" | "fault";

/** What would happen to one customer. */
export interface Preview {
  /** Epoch ms; may be later than asked for, when the customer's own clock is ahead. */
  readonly startAt: number;
  /** Time of the last line. */
  readonly endAt: number;
  /** In order of time. */
  readonly lines: readonly PreviewLine[];
  readonly stop: PreviewStop;
  readonly hasEntered: boolean;
  /** The customer as the preview leaves it. */
  readonly customer: Customer;
}
