import type { CustomerView } from "@sopflow/schemas";
import { type ReactNode, useState } from "react";
import { channelWords } from "../../i18n/channel-words.js";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { dayWords } from "../../time/moment-words.js";
import { Button } from "../../ui/button.js";
import { useDesk } from "../desk-context.js";
import { Panel } from "./panel.js";

const SHORT = 5;

/** Who the customer is. What is not known is left out, not shown as empty. */
export function CustomerFacts({ customer }: { readonly customer: CustomerView }) {
  const t = useTexts(DESK_TEXTS);
  const locale = useLocale();
  const { now, zone } = useDesk();
  const [isWhole, setWhole] = useState(false);
  const { salutation, stage, tier, channel, friendSince, bound, referrals, attributes, identities } = customer;
  const nameOf = (id: string) => customer.attributeLabels[id] ?? (id === "dailyDose" ? t("profile.dailyDose") : id);
  const facts: [string, ReactNode][] = [
    [t("profile.salutation"), salutation],
    [t("profile.phone"), identities.phone],
    [t("profile.stage"), stage],
    [t("profile.tier"), tier && t(`tier.${tier}`)],
    ...Object.entries(attributes).map(([id, value]): [string, ReactNode] => [nameOf(id), String(value)]),
    [t("profile.channel"), channel && channelWords(channel, locale)],
    [t("profile.friendSince"), friendSince !== undefined && dayWords(zone, friendSince, now, locale)],
    [t("profile.bound"), t(bound ? "profile.bound.yes" : "profile.bound.no")],
    [t("profile.referrals"), referrals > 0 && referrals],
    [t("profile.id"), customer.id],
  ];
  const known = facts.filter(([, value]) => value !== undefined && value !== "" && value !== false);
  return (
    <Panel
      title={t("profile.title")}
      action={
        known.length > SHORT && (
          <Button size="l" tone="quiet" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {t(isWhole ? "profile.less" : "profile.more")}
          </Button>
        )
      }
    >
      <dl className="desk-facts">
        {(isWhole ? known : known.slice(0, SHORT)).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
