import { ACTIVITY_LEVELS, type CustomerView } from "@sopflow/schemas";
import type { ReactNode } from "react";
import { channelWords } from "../../i18n/channel-words.js";
import { CUSTOMERS_TEXTS, type CustomersText } from "../../i18n/customers-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { SENSITIVITY_WORDS } from "../../i18n/value-words.js";
import { useSession } from "../../session/session-context.js";
import { readField } from "../../time/brand-time.js";
import { agoWords, dayWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { CustomerOwner } from "./customer-owner.js";

interface ProfilePanelProps {
  readonly customer: CustomerView;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Ids that the product itself gives a meaning. */
const KNOWN_NAMES = {
  external_userid: "identity.external_userid",
  member: "identity.member",
  shop: "identity.shop",
  phone: "identity.phone",
  dailyDose: "attribute.dailyDose",
  priceBand: "attribute.priceBand",
} as const satisfies Record<string, CustomersText>;

const knownName = (id: string): CustomersText | undefined =>
  Object.hasOwn(KNOWN_NAMES, id) ? KNOWN_NAMES[id as keyof typeof KNOWN_NAMES] : undefined; // checked by hasOwn

/** Who the customer is. What is not known is left out, not shown as empty. */
export function ProfilePanel({ customer }: ProfilePanelProps) {
  const t = useTexts(CUSTOMERS_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  const { activityAt, activityLevel } = customer;
  const activity = [
    activityLevel && ACTIVITY_LEVELS[activityLevel].label[locale],
    activityAt !== undefined && agoWords(activityAt, now, locale),
  ].filter(Boolean);
  const nameOf = (id: string) => {
    const known = knownName(id);
    return known ? t(known) : id;
  };
  const attributeWords = (value: string | number | boolean) => {
    if (typeof value === "boolean") return t(value ? "attribute.true" : "attribute.false");
    const at = typeof value === "string" && DATE.test(value) ? readField(brand.timezone, `${value}T12:00`) : undefined;
    return at === undefined ? String(value) : dayWords(brand.timezone, at, now, locale);
  };
  const facts: [string, ReactNode][] = [
    [t("profile.salutation"), customer.salutation],
    [t("profile.advisor"), customer.advisorId && <CustomerOwner customer={customer} />],
    [t("profile.stage"), customer.stage],
    [t("profile.sensitivity"), customer.priceSensitivity && SENSITIVITY_WORDS[customer.priceSensitivity][locale]],
    [t("profile.activity"), activity.join(" · ")],
    [t("profile.channel"), customer.channel && channelWords(customer.channel, locale)],
    [
      t("profile.friendSince"),
      customer.friendSince !== undefined && dayWords(brand.timezone, customer.friendSince, now, locale),
    ],
    [t("profile.bound"), t(customer.bound ? "profile.bound.yes" : "profile.bound.no")],
    [t("profile.referrals"), customer.referrals > 0 && customer.referrals],
    ...Object.entries(customer.attributes).map(([key, value]): [string, ReactNode] => [
      customer.attributeLabels[key] ?? nameOf(key),
      attributeWords(value),
    ]),
    [t("profile.id"), customer.id],
    ...Object.entries(customer.identities).map(([key, value]): [string, ReactNode] => [nameOf(key), value]),
  ];
  return (
    <section className="panel" id="profile">
      <div className="panel-head">
        <h2>{t("profile.title")}</h2>
      </div>
      <dl className="panel-body facts">
        {facts
          .filter(([, value]) => value !== undefined && value !== "" && value !== false)
          .map(([label, value]) => (
            <Fact key={label} label={label}>
              {value}
            </Fact>
          ))}
      </dl>
    </section>
  );
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
);
