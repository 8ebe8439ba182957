import type { OrderRecord, ShopStats, SkuStats } from "@sopflow/schemas";
import { AT, CUSTOMER, CustomerFactView } from "./customer-fact-view.js";
import { FactView } from "./fact-view.js";
import { counts, netAmount, netQuantity, netUnits } from "./net-order.js";
import { medianIntervalDays } from "./order-intervals.js";
import { ordersInWindow, type WindowTotals } from "./order-windows.js";

/** `customer.orders`: net of refunds, money in fen, instants in epoch ms. Exists only while the customer is bound. */
export class OrderFacts extends CustomerFactView {
  get count(): number {
    return this[CUSTOMER].orders.count;
  }
  get spend(): number {
    return this[CUSTOMER].orders.spend;
  }
  /** Whole fen; missing without an order. */
  get averageSpend(): number | undefined {
    const { count, spend } = this[CUSTOMER].orders;
    return count === 0 ? undefined : Math.round(spend / count);
  }
  get firstAt(): number | undefined {
    return this[CUSTOMER].orders.firstAt;
  }
  get lastAt(): number | undefined {
    return this[CUSTOMER].orders.lastAt;
  }
  get medianIntervalDays(): number | undefined {
    return medianIntervalDays(this[CUSTOMER].orders);
  }
  /** 0..1; missing without an order. */
  get discountShare(): number | undefined {
    const { count, discounted } = this[CUSTOMER].orders;
    return count === 0 ? undefined : discounted / count;
  }
  get d30(): WindowTotals {
    return ordersInWindow(this[CUSTOMER].orders, 30, this[AT]);
  }
  get d90(): WindowTotals {
    return ordersInWindow(this[CUSTOMER].orders, 90, this[AT]);
  }
  get d180(): WindowTotals {
    return ordersInWindow(this[CUSTOMER].orders, 180, this[AT]);
  }
  get d365(): WindowTotals {
    return ordersInWindow(this[CUSTOMER].orders, 365, this[AT]);
  }
  get byShop(): Readonly<Record<string, ShopStats>> {
    return this[CUSTOMER].orders.byShop;
  }
  get bySku(): Readonly<Record<string, SkuStats>> {
    return this[CUSTOMER].orders.bySku;
  }
  get last(): LastOrderFacts | undefined {
    const { recent } = this[CUSTOMER].orders;
    for (let i = recent.length - 1; i >= 0; i--) {
      const order = recent[i];
      if (order !== undefined && counts(order)) return new LastOrderFacts(order);
    }
    return undefined;
  }
}

/** `customer.orders.last`: the newest order that counts. */
class LastOrderFacts extends FactView {
  readonly #order: OrderRecord;

  constructor(order: OrderRecord) {
    super();
    this.#order = order;
  }

  get id(): string {
    return this.#order.id;
  }
  get at(): number {
    return this.#order.at;
  }
  get amount(): number {
    return netAmount(this.#order);
  }
  get quantity(): number {
    return netQuantity(this.#order);
  }
  /** Skus that were bought and not given back; gifts are not listed. */
  get skus(): readonly string[] {
    return Object.entries(this.#order.skus).flatMap(([sku, line]) => (netUnits(line).units > 0 ? [sku] : []));
  }
  get shop(): string | undefined {
    return this.#order.shop;
  }
  get campaignId(): string | undefined {
    return this.#order.campaignId;
  }
}
