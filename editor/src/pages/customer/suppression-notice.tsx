import type { CustomerView } from "@sopflow/schemas";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { useSession } from "../../session/session-context.js";
import { dayWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { Notice } from "../../ui/notice.js";

interface SuppressionNoticeProps {
  readonly suppressions: CustomerView["suppressions"];
  readonly productName: (sku: string) => string;
}

/** Why the customer is to be left alone, and until when. */
export function SuppressionNotice({ suppressions, productName }: SuppressionNoticeProps) {
  const t = useTexts(CUSTOMERS_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  const current = suppressions.filter(({ until }) => until === undefined || until > now);
  if (current.length === 0) return null;
  return (
    <Notice tone="warn" title={t("suppressed.title")}>
      <ul>
        {current.map(({ kind, until, sku, since }) => (
          <li key={`${kind} ${sku ?? ""} ${since}`}>
            {t(`suppressed.${kind}`)}
            {sku !== undefined && ` · ${productName(sku)}`}
            {" · "}
            {until === undefined
              ? t("suppressed.open")
              : t("suppressed.until", { when: dayWords(brand.timezone, until, now, locale) })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
