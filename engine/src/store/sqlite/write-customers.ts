import { ConflictError } from "../errors.js";
import type { CustomerWrite } from "../port.js";
import type { Connection } from "./connection.js";

interface Stored {
  row: number;
  version: number;
  wakeAt: number | null;
  advisorId: string | null;
}

/**
 * Writes one customer when the stored version is the expected one, else throws `ConflictError` (the caller's transaction
 * rolls back everything). Reads the row's searched columns first: the usual input moves neither timer nor advisor, and an
 * UPDATE that names an indexed column rewrites its index entry, and so dirties a page, even when the value stays.
 */
export function prepareCustomerWrite(connection: Connection): (write: CustomerWrite) => void {
  const find = connection.prepare<Stored>(
    "SELECT rowid AS row, version, wake_at AS wakeAt, advisor_id AS advisorId FROM customers WHERE id = ?",
  );
  const insert = connection.prepare(
    "INSERT INTO customers (version, name, tier, status, doc, wake_at, advisor_id, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  );
  const update = connection.prepare(
    "UPDATE customers SET version = ?, name = ?, tier = ?, status = ?, doc = ? WHERE rowid = ?",
  );
  const updateAll = connection.prepare(
    "UPDATE customers SET version = ?, name = ?, tier = ?, status = ?, doc = ?, wake_at = ?, advisor_id = ? WHERE rowid = ?",
  );
  return ({ customer, expectedVersion, wakeAt }) => {
    const stored = find.get(customer.id);
    const version = stored?.version ?? 0;
    if (version !== expectedVersion) {
      throw new ConflictError(
        `customer ${customer.id} is at version ${version}, not ${expectedVersion}: load it again and step anew`,
      );
    }
    const advisorId = customer.advisorId ?? null;
    const columns = [
      customer.version,
      customer.name ?? null,
      customer.tier ?? null,
      customer.status,
      JSON.stringify(customer),
    ] as const;
    if (stored === undefined) insert.run(...columns, wakeAt, advisorId, customer.id);
    else if (stored.wakeAt === wakeAt && stored.advisorId === advisorId) update.run(...columns, stored.row);
    else updateAll.run(...columns, wakeAt, advisorId, stored.row);
  };
}
