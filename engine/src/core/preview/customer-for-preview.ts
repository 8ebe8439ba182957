import type { Customer, Enrollment, PreviewCustomer } from "@sopflow/schemas";
import { partitionOf } from "../journey/partition.js";
import { newCustomer } from "../profile/index.js";

/** A real customer made ready for a preview, and what of its real life the preview sets aside. */
export interface RealCustomer {
  readonly customer: Customer;
  /** It is in this very flow now: live it could not enter again before it has left. */
  readonly isInFlow: boolean;
  /** How often it has entered this flow: live its re-entry rule would count them. */
  readonly entered: number;
}

/**
 * A real customer, as if it had never been in the flow: so a lead sees the whole way, whatever re-entry says. Profile,
 * tags, orders, contacts and suppressions stay. It stays in its other flows too, which do nothing meanwhile.
 */
export function customerForPreview(document: PreviewCustomer, flowId: string): RealCustomer {
  const { enrollments, timers, flows, ...profile } = structuredClone(document);
  const { [flowId]: own, ...others } = flows;
  const customer: Customer = {
    ...newCustomer(document.id, partitionOf(document.id), document.createdAt),
    ...profile,
    status: "live",
    flows: others,
    timers: timers.filter((timer) => timer.e === "" && timer.kind !== "audience"),
    enrollments: enrollments.filter((one) => one.flowId !== flowId && one.state === "active").map(resting),
  };
  return {
    customer,
    isInFlow: enrollments.some((one) => one.flowId === flowId && one.state === "active"),
    entered: own?.entered ?? 0,
  };
}

/** An enrollment that only is there. Its way counts as found already, so that no event is offered to its node. */
const resting = ({ id, flowId, state, enteredAt }: PreviewCustomer["enrollments"][number]): Enrollment => ({
  id,
  flowId,
  state,
  enteredAt,
  version: 0,
  trigger: "",
  entryInputId: "",
  entry: {},
  nodeId: "",
  visit: 0,
  since: enteredAt,
  visits: {},
  node: { matched: { port: "", to: null } },
  pending: [],
  tasks: [],
  results: {},
  goals: {},
});
