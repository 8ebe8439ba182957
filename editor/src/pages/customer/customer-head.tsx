import type { CustomerView } from "@sopflow/schemas";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { countWords, moneyWords } from "../../i18n/money-words.js";
import { mayReadFlows, useSession } from "../../session/session-context.js";
import { agoWords, dayWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { Badge } from "../../ui/badge.js";

interface CustomerHeadProps {
  readonly customer: CustomerView;
  readonly advisorName: (id: string) => string;
  /** Undefined while it is not known. */
  readonly openTasks: number | undefined;
}

/** Who it is, and the few numbers that matter; each leads to what is behind it. */
export function CustomerHead({ customer, advisorName, openTasks }: CustomerHeadProps) {
  const t = useTexts(CUSTOMERS_TEXTS);
  const locale = useLocale();
  const session = useSession();
  const now = useNow();
  const name = customer.name ?? t("unnamed");
  const isUnknown = [customer.name, customer.advisorId, customer.friendSince].every((known) => known === undefined);
  const about = [
    isUnknown && t("head.unknown"),
    customer.advisorId !== undefined && t("head.advisor", { name: advisorName(customer.advisorId) }),
    customer.friendSince !== undefined &&
      t("head.friend", { when: dayWords(session.brand.timezone, customer.friendSince, now, locale) }),
    t("head.id", { id: customer.id }),
  ].filter((part) => part !== false);
  const runOut = Object.values(customer.replenish).reduce<number | undefined>(
    (first, { runOutAt }) => (first === undefined || runOutAt < first ? runOutAt : first),
    undefined,
  );
  return (
    <header className="panel customer-head">
      <div className="customer-who">
        <span className="avatar" aria-hidden="true">
          {[...name][0]}
        </span>
        <div>
          <h1>
            {name}{" "}
            {customer.tier !== undefined && (
              <Badge tone="accent">{t("profile.tierIs", { tier: t(`tier.${customer.tier}`) })}</Badge>
            )}{" "}
            {customer.stage !== undefined && <Badge>{customer.stage}</Badge>}{" "}
            {customer.status === "held" && <Badge tone="warn">{t("held")}</Badge>}
          </h1>
          <p className="cell-sub">{about.join(" · ")}</p>
        </div>
      </div>
      <dl className="figures">
        <Figure label={t("head.spend")}>
          {customer.bound ? <a href="#orders">{moneyWords(customer.orders.spend)}</a> : UNKNOWN}
        </Figure>
        <Figure label={t("head.orders")}>
          {customer.bound ? <a href="#orders">{countWords(customer.orders.count)}</a> : UNKNOWN}
        </Figure>
        <Figure label={t("head.active")}>
          {customer.activityAt === undefined ? (
            UNKNOWN
          ) : (
            <a href="#timeline">{agoWords(customer.activityAt, now, locale)}</a>
          )}
        </Figure>
        <Figure label={t("head.runOut")}>
          {runOut === undefined ? (
            UNKNOWN
          ) : (
            <a href="#run-out">{dayWords(session.brand.timezone, runOut, now, locale)}</a>
          )}
        </Figure>
        <Figure label={t("head.tasks")}>
          {openTasks === undefined ? (
            UNKNOWN
          ) : mayReadFlows(session) ? (
            <Link to="/tasks" search={{ customerId: customer.id }}>
              {countWords(openTasks)}
            </Link>
          ) : (
            <a href="#tasks">{countWords(openTasks)}</a>
          )}
        </Figure>
      </dl>
    </header>
  );
}

const UNKNOWN = <span className="zero">—</span>;

const Figure = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);
