import type { CustomerView } from "@sopflow/schemas";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { moneyWords } from "../../i18n/money-words.js";
import { useSession } from "../../session/session-context.js";
import { dayWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { Tag } from "../../ui/badge.js";

interface OrdersPanelProps {
  readonly customer: Pick<CustomerView, "orders" | "bound">;
  readonly productName: (sku: string) => string;
}

/** Orders, newest first, net of what was given back. */
export function OrdersPanel({ customer: { orders, bound }, productName }: OrdersPanelProps) {
  const t = useTexts(CUSTOMERS_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  const when = (at: number) => dayWords(brand.timezone, at, now, locale);
  const older = orders.older?.count ?? 0;
  return (
    <section className="panel" id="orders">
      <div className="panel-head">
        <h2>{t("orders.title")}</h2>
        {orders.count > 0 && (
          <span className="cell-sub">{t("orders.sum", { count: orders.count, spend: moneyWords(orders.spend) })}</span>
        )}
      </div>
      <div className="panel-body">
        {orders.recent.length === 0 && <p className="zero">{t(bound ? "orders.none" : "orders.unknown")}</p>}
        <ul className="rows">
          {[...orders.recent].reverse().map((order) => (
            <li key={order.id}>
              <span className="number">{when(order.at)}</span>
              <span>
                {Object.entries(order.skus)
                  .map(([sku, { units, gifts = 0 }]) => {
                    const gift = gifts > 0 ? ` ${t("orders.gift", { count: gifts })}` : "";
                    return `${productName(sku)}${units > 0 ? ` ×${units}` : ""}${gift}`;
                  })
                  .join("、")}
              </span>
              <span className="rows-end">
                <strong className="number">{moneyWords(order.amount)}</strong>
                <span className="cell-sub">
                  {[
                    !order.paid && t("orders.unpaid"),
                    order.refunded > 0 && t("orders.refunded", { amount: moneyWords(order.refunded) }),
                    order.deliveredAt !== undefined && t("orders.delivered", { when: when(order.deliveredAt) }),
                  ]
                    .filter(Boolean)
                    .map((part) => ` · ${part}`)
                    .join("")}
                </span>{" "}
                {order.shop !== undefined && <Tag>{order.shop}</Tag>}
              </span>
            </li>
          ))}
        </ul>
        {older > 0 && <p className="cell-sub">{t("orders.more", { count: older })}</p>}
      </div>
    </section>
  );
}
