import type { Connection } from "./connection.js";
import type { Name } from "./documents.js";

/** Where a customer's documents lie. Counters stay: they name nobody. */
const COLLECTIONS: readonly Name[] = [
  "identities",
  "tasks",
  "enrollments",
  "trace",
  "notifications",
  "alerts",
  "records",
];

/** Removes everything of the given people. Log entries keep their place, so that positions and dedupe go on. */
export async function eraseCustomers(connection: Connection, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await connection.removeWhere("customers", { _id: { $in: ids } });
  for (const name of COLLECTIONS) await connection.removeWhere(name, { customerId: { $in: ids } });
  await connection.update("log", { customerId: { $in: ids } }, { $set: { customerId: null, body: "{}" } });
}
