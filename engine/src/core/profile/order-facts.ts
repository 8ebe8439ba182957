import type { Customer, OrderRecord, ShopStats, SkuStats } from "@sopflow/schemas";
import { FactView } from "./fact-view.js";
import { counts, netAmount, netQuantity, netUnits } from "./net-order.js";
import { medianIntervalDays } from "./order-intervals.js";
import { ordersInWindow, type WindowTotals } from "./order-windows.js";

/** `customer.orders`: net of refunds, money in fen, instants in epoch ms. Exists only while the customer is bound. */
export class OrderFacts extends FactView {
  readonly #customer: Customer;
  readonly #at: number;

  constructor(customer: Customer, at: number) {
    super();
    this.#customer = customer;
    this.#at = at;
  }

  get count(): number {
    return this.#customer.orders.count;
  }
  get spend(): number {
    return this.#customer.orders.spend;
  }
  /** Whole fen; missing without an order. */
  get averageSpend(): number | undefined {
    const { count, spend } = this.#customer.orders;
    return count === 0 ? undefined : Math.round(spend / count);
  }
  get firstAt(): number | undefined {
    return this.#customer.orders.firstAt;
  }
  get lastAt(): number | undefined {
    return this.#customer.orders.lastAt;
  }
  get medianIntervalDays(): number | undefined {
    return medianIntervalDays(this.#customer.orders);
  }
  /** 0..1; missing without an order. */
  get discountShare(): number | undefined {
    const { count, discounted } = this.#customer.orders;
    return count === 0 ? undefined : discounted / count;
  }
  get d30(): WindowTotals {
    return ordersInWindow(this.#customer.orders, 30, this.#at);
  }
  get d90(): WindowTotals {
    return ordersInWindow(this.#customer.orders, 90, this.#at);
  }
  get d180(): WindowTotals {
    return ordersInWindow(this.#customer.orders, 180, this.#at);
  }
  get d365(): WindowTotals {
    return ordersInWindow(this.#customer.orders, 365, this.#at);
  }
  get byShop(): Readonly<Record<string, ShopStats>> {
    return this.#customer.orders.byShop;
  }
  get bySku(): Readonly<Record<string, SkuStats>> {
    return this.#customer.orders.bySku;
  }
  get last(): LastOrderFacts | undefined {
    const { recent } = this.#customer.orders;
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
