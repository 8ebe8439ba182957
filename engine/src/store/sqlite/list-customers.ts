import type { CustomerFilter, CustomerSummary } from "../port.js";
import { summarizeCustomer } from "../summarize-customer.js";
import type { Connection, SqlValue } from "./connection.js";

/**
 * Pages of customers. Tags are looked up inside the documents: a side table of tags would be written with every batch,
 * pages are rare, and they stop at their limit.
 */
export function prepareCustomerList(connection: Connection): (filter: CustomerFilter) => CustomerSummary[] {
  return (filter) => {
    const where = ["status IN ('live', 'held')"];
    const values: SqlValue[] = [];
    const add = (condition: string, ...bound: SqlValue[]) => {
      where.push(condition);
      values.push(...bound);
    };
    if (filter.afterId !== undefined) add("id > ?", filter.afterId);
    if (filter.advisorId !== undefined) add("advisor_id = ?", filter.advisorId);
    if (filter.tier !== undefined) add("tier = ?", filter.tier);
    if (filter.tag !== undefined) {
      add("EXISTS (SELECT 1 FROM json_each(doc, '$.tags') WHERE json_each.value = ?)", filter.tag);
    }
    if (filter.text !== undefined) {
      const { text } = filter;
      add(
        "(name LIKE ? ESCAPE '\\' OR id = ? OR id IN (SELECT customer_id FROM identities WHERE value = ?))",
        `%${text.replace(/[\\%_]/g, "\\$&")}%`,
        text,
        text,
      );
    }
    const sql = `SELECT doc FROM customers WHERE ${where.join(" AND ")} ORDER BY id LIMIT ?`;
    return connection
      .prepare<{ doc: string }>(sql)
      .all(...values, filter.limit)
      .map(({ doc }) => summarizeCustomer(JSON.parse(doc)));
  };
}
