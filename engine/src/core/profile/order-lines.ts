import type { Json, JsonObject, OrderLine } from "@sopflow/schemas";
import { isSafeKey, readList, readObject } from "./read-props.js";

const MAX_SKU_LENGTH = 128;
const MAX_NAME_LENGTH = 200;
const MAX_QUANTITY = 100_000;

/** The lines of an order event that `orderLineSchema` accepts; it is not asked itself, since every order has lines. */
export function readOrderLines({ lines }: JsonObject): OrderLine[] {
  const accepted: OrderLine[] = [];
  for (const item of readList(lines)) {
    const line = readObject(item);
    if (line !== undefined && isOrderLine(line)) accepted.push(line);
  }
  return accepted;
}

function isOrderLine(line: JsonObject): line is JsonObject & OrderLine {
  const { sku, name, quantity, amount, gift } = line;
  return (
    isText(sku, MAX_SKU_LENGTH) &&
    sku !== "" &&
    isSafeKey(sku) &&
    (name === undefined || isText(name, MAX_NAME_LENGTH)) &&
    typeof quantity === "number" &&
    quantity > 0 &&
    quantity <= MAX_QUANTITY &&
    (amount === undefined || (Number.isSafeInteger(amount) && Number(amount) >= 0)) &&
    (gift === undefined || typeof gift === "boolean")
  );
}

const isText = (value: Json | undefined, max: number): value is string =>
  typeof value === "string" && value.length <= max;
