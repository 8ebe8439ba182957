import type { CustomerView } from "@sopflow/schemas";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { countWords, moneyWords } from "../../i18n/money-words.js";
import { agoWords, dayWords } from "../../time/moment-words.js";
import { Tag } from "../../ui/badge.js";
import { useDesk } from "../desk-context.js";
import { FriendFor } from "../friend-for.js";

interface CustomerWhoProps {
  readonly customer: CustomerView;
  readonly advisorName: (id: string) => string;
}

/** Who it is, and the few numbers that matter. */
export function CustomerWho({ customer, advisorName }: CustomerWhoProps) {
  const t = useTexts(DESK_TEXTS);
  const locale = useLocale();
  const { now, zone } = useDesk();
  const { name = customer.id, friendSince, advisorId, stage, tier, bound, orders, activityAt } = customer;
  const runOut = Object.values(customer.replenish).map(({ runOutAt }) => runOutAt);
  const figures: [string, string][] = [
    [t("c.spend"), bound ? moneyWords(orders.spend) : "—"],
    [t("c.orders"), bound ? countWords(orders.count) : "—"],
    [t("c.active"), activityAt === undefined ? "—" : agoWords(activityAt, now, locale)],
    [t("c.runOut"), runOut.length === 0 ? "—" : dayWords(zone, Math.min(...runOut), now, locale)],
  ];
  return (
    <section className="card desk-who">
      <div className="desk-who-head">
        <span className="avatar" aria-hidden="true">
          {[...name][0]}
        </span>
        <div>
          <p className="desk-who-tags">
            {tier !== undefined && <Tag tone="accent">{t("c.tier", { tier: t(`tier.${tier}`) })}</Tag>}{" "}
            {stage !== undefined && <Tag>{stage}</Tag>}
          </p>
          <p className="card-since">
            {friendSince !== undefined && <FriendFor since={friendSince} now={now} zone={zone} />}
            {friendSince !== undefined && advisorId !== undefined && " · "}
            {advisorId !== undefined && t("c.advisor", { name: advisorName(advisorId) })}
          </p>
        </div>
      </div>
      <dl className="desk-figures">
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="number">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
