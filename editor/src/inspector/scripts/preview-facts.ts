import { customerFacts, customerForPreview, nowFacts } from "@sopflow/engine/core";
import type { loadPreviewCustomer } from "../../api/customer-calls.js";
import type { Preview } from "./preview-context.js";

type Loaded = Awaited<ReturnType<typeof loadPreviewCustomer>>;

/** What scripts of a flow are filled with for one customer: their data and times as the engine sees them. */
export function previewFacts(
  loaded: Loaded,
  { flowId, now, zone }: { readonly flowId: string; readonly now: number; readonly zone: string },
): Pick<Preview, "at" | "facts"> & { readonly advisorId: string | undefined } {
  const { customer } = customerForPreview(loaded, flowId);
  const at = Math.max(now, customer.clock);
  return {
    at,
    advisorId: customer.advisorId,
    facts: {
      customer: customerFacts(customer, at, zone),
      enrollment: { flowId, version: 1, enteredAt: at, entry: {} },
      now: nowFacts(at, zone),
    },
  };
}
