import type { WireCustomerSummary } from "@sopflow/schemas";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { countWords, moneyWords } from "../../i18n/money-words.js";
import { agoWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { Badge, Tag } from "../../ui/badge.js";
import { classNames } from "../../ui/class-names.js";
import { TIER_CHOICES } from "./customer-search.js";

const SHOWN_TAGS = 4;

interface CustomerTableProps {
  readonly customers: readonly WireCustomerSummary[];
  readonly advisorName: (id: string) => string;
}

export function CustomerTable({ customers, advisorName }: CustomerTableProps) {
  const t = useTexts(CUSTOMERS_TEXTS);
  const locale = useLocale();
  const now = useNow();
  const tierWords = (tier: string | undefined) => {
    const known = TIER_CHOICES.find((choice) => choice === tier);
    return known ? t(`tier.${known}`) : (tier ?? "");
  };
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t("column.name")}</th>
          <th>{t("column.tier")}</th>
          <th>{t("column.stage")}</th>
          <th>{t("column.tags")}</th>
          <th>{t("column.advisor")}</th>
          <th className="cell-number">{t("column.orders")}</th>
          <th className="cell-number">{t("column.spend")}</th>
          <th>{t("column.active")}</th>
        </tr>
      </thead>
      <tbody>
        {customers.map((customer) => (
          <tr key={customer.id}>
            <td>
              <Link to="/customers/$customerId" params={{ customerId: customer.id }} className="cell-main">
                {customer.name ?? t("unnamed")}
              </Link>{" "}
              {customer.status === "held" && <Badge tone="warn">{t("held")}</Badge>}
              <div className="cell-sub">{customer.id}</div>
            </td>
            <td data-label={t("column.tier")}>{tierWords(customer.tier)}</td>
            <td data-label={t("column.stage")}>{customer.stage}</td>
            <td data-label={t("column.tags")} className="cell-wide">
              <span className="cell-tags">
                {customer.tags.slice(0, SHOWN_TAGS).map((tag) => (
                  <Tag key={tag}>{tag}</Tag>
                ))}
                {customer.tags.length > SHOWN_TAGS && (
                  <span className="cell-sub" title={customer.tags.slice(SHOWN_TAGS).join("、")}>
                    +{customer.tags.length - SHOWN_TAGS}
                  </span>
                )}
              </span>
            </td>
            <td data-label={t("column.advisor")}>
              {customer.advisorId !== undefined && advisorName(customer.advisorId)}
            </td>
            <td data-label={t("column.orders")} className="cell-number">
              <OrdersLink customer={customer}>{countWords(customer.orderCount)}</OrdersLink>
            </td>
            <td data-label={t("column.spend")} className="cell-number">
              <OrdersLink customer={customer}>{moneyWords(customer.spend)}</OrdersLink>
            </td>
            <td data-label={t("column.active")}>
              {customer.activityAt !== undefined && agoWords(customer.activityAt, now, locale)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A number that the customer's orders are behind. */
const OrdersLink = ({ customer, children }: { customer: WireCustomerSummary; children: ReactNode }) => (
  <Link
    to="/customers/$customerId"
    params={{ customerId: customer.id }}
    hash="orders"
    className={classNames("cell-figure", customer.orderCount === 0 && "zero")}
  >
    {children}
  </Link>
);
