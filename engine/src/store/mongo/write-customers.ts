import { ConflictError } from "../errors.js";
import type { CustomerWrite } from "../port.js";
import type { Connection } from "./connection.js";
import type { Draft } from "./draft.js";

/** Throws `ConflictError` when a stored version is not the expected one. */
export async function writeCustomers(
  connection: Connection,
  draft: Draft,
  writes: readonly CustomerWrite[],
): Promise<void> {
  const ids = [...new Set(writes.map(({ customer }) => customer.id))];
  const versions = await connection.versions(ids);
  for (const { customer, text = JSON.stringify(customer), expectedVersion, wakeAt } of writes) {
    if ((versions.get(customer.id) ?? 0) !== expectedVersion) {
      throw new ConflictError(
        `customer ${customer.id} is not at version ${expectedVersion} any more: load it again and step anew`,
      );
    }
    versions.set(customer.id, customer.version);
    draft.put("customers", {
      _id: customer.id,
      version: customer.version,
      ...(wakeAt === null ? {} : { wakeAt }),
      name: customer.name,
      advisorId: customer.advisorId,
      tier: customer.tier,
      tags: customer.tags,
      status: customer.status,
      doc: text,
    });
  }
}
