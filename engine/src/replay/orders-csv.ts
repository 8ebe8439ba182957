import type { JsonObject, Text } from "@sopflow/schemas";
import { parseInstant } from "../core/time/index.js";
import type { BadRows } from "./bad-rows.js";
import { type CsvHeader, openCsv } from "./csv-table.js";
import type { TextSource } from "./decode-text.js";
import { yuanToFen } from "./fen.js";
import type { ReplayEvent } from "./replay-event.js";
import { ROW_PROBLEMS } from "./row-problems.js";

export const ORDER_COLUMNS = ["order_id", "customer_id", "paid_at", "quantity", "amount"] as const;
/** Source of events that come from an order file: (source, id) is what makes them unique. */
export const ORDERS_SOURCE = "orders.csv";

const MAX_ID = 128;
const MAX_TEXT = 4_000;
const MAX_LENGTHS: Readonly<Record<string, number>> = { shop: 64, campaignId: 64, sku: MAX_ID };
const QUANTITY = /^\d{1,5}(\.\d{1,6})?$/;
/** Column → event property, where the event has a name for it. */
const KNOWN_NAMES: Readonly<Record<string, string>> = { campaign_id: "campaignId" };
/** Properties that no column may replace. */
const RESERVED = new Set(["orderId", "lines"]);

/**
 * Reads orders as `order.paid` events, in file order: `order_id, customer_id, paid_at, quantity, amount` in any order of
 * columns, `amount` (and `discount`, where there is one) in decimal yuan. Other columns become properties as texts; a
 * `sku` also makes the order one line of that sku. Bad rows go to `bad` and are left out.
 */
export async function* readOrdersCsv(source: TextSource, bad: BadRows): AsyncGenerator<ReplayEvent> {
  const { header, rows } = await openCsv(source, ORDER_COLUMNS, bad);
  const read = orderReader(header);
  const firstLines = new Map<string, number>();
  for await (const { line, cells } of rows) {
    const event = read(cells);
    if ("zh" in event) {
      bad.add(line, event);
      continue;
    }
    const firstLine = firstLines.get(event.id);
    if (firstLine === undefined) {
      firstLines.set(event.id, line);
      yield { ...event, line };
    } else bad.add(line, ROW_PROBLEMS.duplicateOrder(event.id, firstLine));
  }
}

interface OtherColumn {
  readonly name: string;
  readonly property: string;
  readonly index: number;
}

/** Reads the cells of one row: an event, or what is wrong with it. */
function orderReader(header: CsvHeader): (cells: readonly string[]) => ReplayEvent | Text {
  const indexes = ORDER_COLUMNS.map((name) => header.indexOf(name));
  const others = header.names.flatMap((name, index): OtherColumn[] => {
    const property = KNOWN_NAMES[name] ?? name;
    return name === "" || indexes.includes(index) || RESERVED.has(property) ? [] : [{ name, property, index }];
  });
  return (cells) => {
    const [id = "", customer = "", paidAt = "", quantity = "", yuan = ""] = indexes.map((i) => cells[i]);
    if (id === "") return ROW_PROBLEMS.empty("order_id");
    if (customer === "") return ROW_PROBLEMS.empty("customer_id");
    if (id.length > MAX_ID) return ROW_PROBLEMS.tooLong("order_id", MAX_ID);
    if (customer.length > MAX_ID) return ROW_PROBLEMS.tooLong("customer_id", MAX_ID);
    const at = parseInstant(paidAt);
    if (at === undefined) return ROW_PROBLEMS.instant("paid_at", paidAt);
    if (!QUANTITY.test(quantity)) return ROW_PROBLEMS.quantity(quantity);
    const amount = yuanToFen(yuan);
    if (amount === undefined) return ROW_PROBLEMS.amount("amount", yuan);
    const props: JsonObject = { orderId: id, amount, quantity: Number(quantity) };
    const problem = readOthers(cells, others, props);
    if (problem) return problem;
    if (typeof props.sku === "string" && props.quantity !== 0) {
      props.lines = [{ sku: props.sku, quantity: Number(quantity), amount }];
    }
    return { id, source: ORDERS_SOURCE, type: "order.paid", customer, at, props, bound: true };
  };
}

function readOthers(cells: readonly string[], others: readonly OtherColumn[], props: JsonObject): Text | undefined {
  for (const { name, property, index } of others) {
    const value = cells[index] ?? "";
    if (value === "") continue;
    const max = MAX_LENGTHS[property] ?? MAX_TEXT;
    if (value.length > max) return ROW_PROBLEMS.tooLong(name, max);
    if (property !== "discount") {
      props[property] = value;
      continue;
    }
    const discount = yuanToFen(value);
    if (discount === undefined) return ROW_PROBLEMS.amount(name, value);
    props.discount = discount;
  }
  return undefined;
}
