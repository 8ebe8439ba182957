import type { AttributeValue, Customer, JsonObject, PriceSensitivity, Tier } from "@sopflow/schemas";
import type { Context } from "../journey/context.js";
import { FlowDirectory } from "../journey/flow-directory.js";
import { partitionOf } from "../journey/partition.js";
import { applyInput } from "../journey/step.js";
import { newCustomer } from "../profile/index.js";
import { DAY_MS } from "../time/index.js";
import type { PreviewRequest } from "./preview-request.js";

/** A paid order of the past. */
export interface MadeUpOrder {
  readonly daysAgo: number;
  /** Fen. */
  readonly amount: number;
  readonly sku?: string;
  /** Units; default 1. */
  readonly quantity?: number;
  /** Fen taken off the list price. */
  readonly discount?: number;
}

/** What a lead says of a customer who does not exist. Days count back from the start of the preview. */
export interface MadeUpCustomer {
  readonly name?: string;
  readonly salutation?: string;
  readonly stage?: string;
  readonly tier?: Tier;
  readonly priceSensitivity?: PriceSensitivity;
  readonly tags?: readonly string[];
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** Absent = no friend yet. */
  readonly friendDays?: number;
  readonly channel?: string;
  readonly advisorId?: string;
  /** Days since the customer did something of its own; absent = as its orders tell. */
  readonly activeDays?: number;
  readonly orders?: readonly MadeUpOrder[];
}

/** An order is with its buyer so many days after it was paid. */
const DELIVERY_DAYS = 2;
/** An advisor's own word on price sensitivity holds so long. */
const OWN_WORD_DAYS = 180;

type Brand = Pick<PreviewRequest, "settings" | "products" | "advisors" | "taxonomy">;

/**
 * A customer of these properties as of `at` (epoch ms). The past is told to the engine as events, so that totals, stock
 * and tier are those that a real customer with this past would have; then what was said of the customer itself is set.
 */
export function makeUpCustomer(fields: MadeUpCustomer, at: number, brand: Brand, id = "preview-1"): Customer {
  const past = pastOf(fields, at);
  const first = past[0]?.at ?? at;
  const customer = newCustomer(id, partitionOf(id), Math.min(first, at));
  const context = contextWithoutFlows(brand);
  for (const { at: time, type, props } of past) {
    const times = { at: time, received: time, now: time };
    applyInput(
      customer,
      { kind: "event", id: `${type}@${time}`, seq: 0, type, source: "preview", ...times, props },
      context,
    );
  }
  return describe(customer, fields, at);
}

interface Past {
  readonly at: number;
  readonly type: string;
  readonly props: JsonObject;
}

function pastOf({ friendDays, channel, advisorId, orders = [] }: MadeUpCustomer, at: number): Past[] {
  const past: Past[] = orders.flatMap((order, i) => bought(order, `preview-order-${i + 1}`, at));
  if (friendDays !== undefined) {
    const props = { ...(channel !== undefined && { channel }), ...(advisorId !== undefined && { advisorId }) };
    past.push({ at: at - friendDays * DAY_MS, type: "friend.added", props });
  }
  return past.sort((a, b) => a.at - b.at);
}

function bought({ daysAgo, amount, sku, quantity = 1, discount }: MadeUpOrder, orderId: string, at: number): Past[] {
  const lines = sku === undefined ? undefined : [{ sku, quantity, amount }];
  const paidAt = at - daysAgo * DAY_MS;
  const deliveredAt = paidAt + DELIVERY_DAYS * DAY_MS;
  const props: JsonObject = {
    orderId,
    amount,
    ...(lines ? { lines } : { quantity }),
    ...(discount ? { discount } : {}),
  };
  const paid = { at: paidAt, type: "order.paid", props };
  return deliveredAt > at ? [paid] : [paid, { at: deliveredAt, type: "order.delivered", props: { orderId } }];
}

function describe(customer: Customer, fields: MadeUpCustomer, at: number): Customer {
  const {
    name,
    salutation,
    stage,
    tier,
    priceSensitivity,
    tags,
    attributes,
    advisorId,
    activeDays,
    orders = [],
  } = fields;
  return {
    ...customer,
    recent: [],
    bound: customer.bound || orders.length > 0,
    tags: [...new Set([...customer.tags, ...(tags ?? [])])],
    attributes: { ...customer.attributes, ...attributes },
    ...(name !== undefined && { name }),
    ...(salutation !== undefined && { salutation }),
    ...(stage !== undefined && { stage }),
    ...(tier !== undefined && { tier }),
    ...(priceSensitivity !== undefined && {
      priceSensitivity,
      priceSensitivitySetUntil: at + OWN_WORD_DAYS * DAY_MS,
    }),
    ...(advisorId !== undefined && { advisorId }),
    ...(activeDays !== undefined && { activityAt: at - activeDays * DAY_MS }),
  };
}

function contextWithoutFlows({ settings, products = [], advisors = [], taxonomy }: Brand): Context {
  return {
    hash: "preview-past",
    settings,
    products: new Map(products.map((product) => [product.sku, product])),
    advisors: new Map(advisors.map((advisor) => [advisor.id, advisor])),
    taxonomy: taxonomy ?? { groups: [] },
    flows: new FlowDirectory([]),
  };
}
