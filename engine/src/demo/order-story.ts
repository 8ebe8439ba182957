import { campaignAt, type DemoCampaign } from "./campaigns.js";
import type { EventLog } from "./event-log.js";
import { DAY_MS, humanTime } from "./local-clock.js";
import { PRIVATE_SHOP, type WrittenOrder, writeOrder } from "./order.js";
import type { Loyalty, Person, Thrift } from "./person.js";
import { type DemoSku, demoProduct } from "./products.js";

export interface OrderWorld {
  readonly log: EventLog;
  readonly campaigns: readonly DemoCampaign[];
  /** Nothing is bought from here on. */
  readonly until: number;
  readonly nextOrderId: () => string;
  /** Called for every order, with the time it was paid. */
  readonly onOrder: (order: WrittenOrder, paidAt: number) => void;
}

const REPEAT: Readonly<Record<Loyalty, number>> = { loyal: 0.94, occasional: 0.7, once: 0.15 };
/** How often someone who is not out of stock yet still buys in a campaign. */
const STOCK_UP: Readonly<Record<Thrift, number>> = { low: 0.05, mid: 0.15, high: 0.4 };
const EVERYDAY_DISCOUNT: Readonly<Record<Thrift, number>> = { low: 0.05, mid: 0.25, high: 0.65 };
const CAMPAIGN_DISCOUNT = 0.15;
/** People order again when about so many days are left, so that the parcel arrives in time. */
const ORDERS_AHEAD_DAYS = 3;
/** Nobody stocks up for longer than that. */
const STOCK_UP_DAYS = 20;

/**
 * One customer and one product: bought, used up, bought again. The time between orders follows the days of supply, the
 * packs, the personal dose and pace; a campaign draws an order forward. `shop` is where the first order is placed.
 */
export function tellOrders(person: Person, firstSku: DemoSku, firstAt: number, shop: string, world: OrderWorld): void {
  const { random } = person;
  let sku = firstSku;
  let at = firstAt;
  let where = shop;
  let runOutAt = 0;
  while (at < world.until) {
    const order = buy(person, sku, at, where, world);
    where = PRIVATE_SHOP;
    if (order.refunded && random.chance(0.7)) return;
    const lastsMs = (demoProduct(sku).daysOfSupply * order.quantity * person.pace * DAY_MS) / person.dose;
    runOutAt = Math.max(runOutAt, order.deliveredAt) + (order.refunded ? 0 : lastsMs);
    if (!random.chance(REPEAT[person.loyalty])) return;
    if (sku === "trial-7") sku = "probiotic-30";
    const spreadDays = 1 + demoProduct(sku).daysOfSupply * 0.07;
    const wantedAt = runOutAt + random.normal(-ORDERS_AHEAD_DAYS, spreadDays) * DAY_MS;
    at = humanTime(random, drawnForward(person, at, Math.max(wantedAt, order.deliveredAt + DAY_MS), runOutAt, world));
  }
}

/** The wanted time, or one in a campaign that comes before it. */
function drawnForward(person: Person, lastAt: number, wantedAt: number, runOutAt: number, world: OrderWorld): number {
  const before = world.campaigns.find(
    (one) => one.from > lastAt + DAY_MS && one.until <= wantedAt && runOutAt - one.from < STOCK_UP_DAYS * DAY_MS,
  );
  return before && person.random.chance(STOCK_UP[person.thrift])
    ? before.from + person.random.between(0, 0.99) * (before.until - before.from)
    : wantedAt;
}

function buy(person: Person, sku: DemoSku, at: number, shop: string, world: OrderWorld) {
  const { random } = person;
  const campaign = campaignAt(world.campaigns, at);
  const packs = random.weighted([
    [1, 68],
    [2, 24],
    [3, 8],
  ]);
  const quantity = sku === "trial-7" ? 1 : campaign ? packs + 1 : packs;
  const everyday = random.chance(EVERYDAY_DISCOUNT[person.thrift])
    ? random.weighted([
        [0.05, 3],
        [0.1, 2],
      ])
    : 0;
  const order = writeOrder(random, world.log, {
    customerId: person.id,
    orderId: world.nextOrderId(),
    sku,
    quantity,
    at,
    shop,
    discountShare: campaign ? CAMPAIGN_DISCOUNT : everyday,
    ...(campaign ? { campaignId: campaign.id } : {}),
  });
  world.onOrder(order, at);
  return { ...order, quantity };
}
