import {
  type Advisor,
  advisorSchema,
  instantSchema,
  type JsonObject,
  type Product,
  productSchema,
  type Text,
  tagSchema,
} from "@sopflow/schemas";
import type { BadRows } from "./bad-rows.js";
import { openCsv } from "./csv-table.js";
import type { TextSource } from "./decode-text.js";
import { yuanToFen } from "./fen.js";
import { ROW_PROBLEMS } from "./row-problems.js";

/** A customer of a list: id and what `customer.imported` carries. */
export interface CustomerRow {
  readonly id: string;
  readonly props: JsonObject;
  readonly line: number;
}

/** A row by column name; an empty cell is an absent one. */
type Cells = (column: string) => string | undefined;

const MAX_ID = 128;
const MAX_TEXT = 500;
const IDENTITY = "identity.";
const LIST_SEPARATOR = /[;；|、]/;

/**
 * Reads `customer_id, name, salutation, advisor_id, channel, friend_since, stage, tags, bound`, only the first of which
 * must be there; tags are parted by `;`, `|` or `、`. `identity.<type>` columns bind identities (`identity.phone`). Others
 * become attributes, as texts unless the attribute is a number or a boolean by the brand's settings.
 */
export async function* readCustomersCsv(
  source: TextSource,
  bad: BadRows,
  attributeType: (name: string) => string | undefined = () => undefined,
): AsyncGenerator<CustomerRow> {
  for await (const { key, line, names, cells, fail } of keyedRows(source, "customer_id", bad)) {
    const friendSince = cells("friend_since");
    if (friendSince !== undefined && !instantSchema.safeParse(friendSince).success) {
      fail(ROW_PROBLEMS.instant("friend_since", friendSince));
      continue;
    }
    const bound = readBoolean(cells("bound"));
    if (bound === null) {
      fail(ROW_PROBLEMS.boolean("bound", cells("bound") ?? ""));
      continue;
    }
    const tags = (cells("tags") ?? "").split(LIST_SEPARATOR).map((tag) => tag.trim());
    const attributes: JsonObject = {};
    const problem = readAttributes(names, cells, attributeType, attributes) ?? readTags(tags);
    if (problem) {
      fail(problem);
      continue;
    }
    const advisorId = cells("advisor_id");
    const texts = { name: cells("name"), salutation: cells("salutation"), stage: cells("stage") };
    const identities: JsonObject = {};
    for (const name of names) {
      const value = name.startsWith(IDENTITY) ? cells(name) : undefined;
      if (value !== undefined) identities[name.slice(IDENTITY.length)] = value;
    }
    yield {
      id: key,
      line,
      props: compact({
        ...texts,
        advisorId,
        relations: advisorId === undefined ? undefined : [compact({ advisorId, since: friendSince })],
        channel: cells("channel"),
        friendSince,
        tags: tags.some((tag) => tag !== "") ? tags.filter((tag) => tag !== "") : undefined,
        bound,
        attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
        identities: Object.keys(identities).length > 0 ? identities : undefined,
      }),
    };
  }
}

const CUSTOMER_COLUMNS = new Set(
  "customer_id,name,salutation,advisor_id,channel,friend_since,stage,tags,bound".split(","),
);

function readTags(tags: readonly string[]): Text | undefined {
  const wrong = tags.find((tag) => tag !== "" && !tagSchema.safeParse(tag).success);
  return wrong === undefined ? undefined : ROW_PROBLEMS.tooLong("tags", 64);
}

function readAttributes(
  names: readonly string[],
  cells: Cells,
  attributeType: (name: string) => string | undefined,
  attributes: JsonObject,
): Text | undefined {
  for (const name of names) {
    const value = CUSTOMER_COLUMNS.has(name) || name.startsWith(IDENTITY) ? undefined : cells(name);
    if (value === undefined) continue;
    if (value.length > MAX_TEXT) return ROW_PROBLEMS.tooLong(name, MAX_TEXT);
    const type = attributeType(name);
    if (type === "number") {
      const number = Number(value);
      if (!Number.isFinite(number)) return ROW_PROBLEMS.number(name, value);
      attributes[name] = number;
    } else if (type === "boolean") {
      const flag = readBoolean(value);
      if (flag === null || flag === undefined) return ROW_PROBLEMS.boolean(name, value);
      attributes[name] = flag;
    } else attributes[name] = value;
  }
  return undefined;
}

/** Reads `sku, name, price, days_of_supply, category`; price in decimal yuan, the first two must be there. */
export async function* readProductsCsv(source: TextSource, bad: BadRows): AsyncGenerator<Product> {
  for await (const { key: sku, cells, fail } of keyedRows(source, "sku", bad)) {
    const price = cells("price");
    const fen = price === undefined ? undefined : yuanToFen(price);
    if (price !== undefined && fen === undefined) {
      fail(ROW_PROBLEMS.amount("price", price));
      continue;
    }
    const days = cells("days_of_supply");
    const daysOfSupply = days === undefined ? undefined : Number(days);
    const product = productSchema.safeParse(
      compact({ sku, name: cells("name") ?? sku, price: fen, daysOfSupply, category: cells("category") }),
    );
    if (product.success) yield product.data;
    else fail(schemaProblem(product.error));
  }
}

/** Reads `advisor_id, name, pools, capacity_per_day, active`; pools are parted like tags, the first two must be there. */
export async function* readAdvisorsCsv(source: TextSource, bad: BadRows): AsyncGenerator<Advisor> {
  for await (const { key: id, cells, fail } of keyedRows(source, "advisor_id", bad)) {
    const pools = cells("pools")
      ?.split(LIST_SEPARATOR)
      .map((pool) => pool.trim())
      .filter((pool) => pool !== "");
    const capacity = cells("capacity_per_day");
    const active = readBoolean(cells("active"));
    if (active === null) {
      fail(ROW_PROBLEMS.boolean("active", cells("active") ?? ""));
      continue;
    }
    const capacityPerDay = capacity === undefined ? undefined : Number(capacity);
    const advisor = advisorSchema.safeParse(compact({ id, name: cells("name") ?? id, pools, capacityPerDay, active }));
    if (advisor.success) yield advisor.data;
    else fail(schemaProblem(advisor.error));
  }
}

interface KeyedRow {
  readonly key: string;
  readonly line: number;
  readonly names: readonly string[];
  readonly cells: Cells;
  fail(problem: Text): void;
}

/** Rows of a list with an id column, each id once. */
async function* keyedRows(source: TextSource, keyColumn: string, bad: BadRows): AsyncGenerator<KeyedRow> {
  const { header, rows } = await openCsv(source, [keyColumn], bad);
  const seen = new Set<string>();
  for await (const { line, cells: values } of rows) {
    const cells: Cells = (column) => values[header.indexOf(column)] || undefined;
    const key = cells(keyColumn);
    if (key === undefined) bad.add(line, ROW_PROBLEMS.empty(keyColumn));
    else if (key.length > MAX_ID) bad.add(line, ROW_PROBLEMS.tooLong(keyColumn, MAX_ID));
    else if (seen.has(key)) bad.add(line, ROW_PROBLEMS.duplicate(keyColumn, key));
    else {
      seen.add(key);
      const names = header.names.filter((name) => name !== "");
      yield { key, line, names, cells, fail: (problem) => bad.add(line, problem) };
    }
  }
}

/** undefined = absent, null = neither of the two. */
function readBoolean(text: string | undefined): boolean | null | undefined {
  if (text === undefined) return undefined;
  if (/^(true|1|yes|是)$/i.test(text)) return true;
  return /^(false|0|no|否)$/i.test(text) ? false : null;
}

interface SchemaIssues {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

/** The first thing that a schema finds wrong. */
export function schemaProblem({ issues }: SchemaIssues, prefix = ""): Text {
  const issue = issues[0];
  return ROW_PROBLEMS.field(`${prefix}${issue?.path.join(".") ?? ""}`, issue?.message ?? "");
}

/** Without what is undefined. */
function compact(fields: { readonly [key: string]: JsonObject[string] | undefined }): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) kept[key] = value;
  return kept;
}
