import type { Connection } from "./connection.js";

/** Where a customer's rows lie. Counters stay: they name nobody. */
const TABLES = ["identities", "tasks", "enrollments", "trace", "notifications", "alerts", "records"] as const;

/** Removes everything of the given people. To be called inside a write. */
export function prepareErase(connection: Connection): (ids: readonly string[]) => void {
  const chosen = "(SELECT value FROM json_each(?))";
  const statements = [
    `DELETE FROM customers WHERE id IN ${chosen}`,
    // Found by the lines, and before these go: an index by customer would be paid for with every batch.
    `DELETE FROM trace_steps WHERE (flow_id, node_id, seq, customer_id) IN (
       SELECT line.value ->> 3, line.value ->> 5, trace.seq, trace.customer_id
       FROM trace, json_each(trace.lines) AS line WHERE trace.customer_id IN ${chosen})`,
    ...TABLES.map((table) => `DELETE FROM ${table} WHERE customer_id IN ${chosen}`),
    // Entries keep their place, so that positions and dedupe go on as if nothing had happened.
    `UPDATE log SET customer_id = NULL, body = '{}' WHERE customer_id IN ${chosen}`,
  ].map((sql) => connection.prepare(sql));
  return (ids) => {
    if (ids.length === 0) return;
    const list = JSON.stringify(ids);
    for (const statement of statements) statement.run(list);
  };
}
