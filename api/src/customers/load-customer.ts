import type { Store } from "@sopflow/engine";
import type { Customer } from "@sopflow/schemas";
import { ApiError } from "../errors/api-error.js";

/**
 * One customer. `ownerId` confines to an advisor's own: somebody else's is answered like one that does not exist, so that
 * ids cannot be probed.
 */
export async function loadCustomer(store: Store, id: string, ownerId: string | undefined): Promise<Customer> {
  const customer = (await store.customers.load([id])).get(id);
  if (!customer || (ownerId !== undefined && customer.advisorId !== ownerId)) {
    throw ApiError.of("customer.not_found", { id });
  }
  if (customer.status === "erased") throw ApiError.of("customer.erased", { id });
  if (customer.status === "merged") {
    const into = customer.mergedInto ?? "";
    throw ApiError.of("customer.merged", { id, into }, { into });
  }
  return customer;
}
