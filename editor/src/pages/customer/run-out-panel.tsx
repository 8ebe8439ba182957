import type { CustomerView } from "@sopflow/schemas";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { useSession } from "../../session/session-context.js";
import { localDaysBetween } from "../../time/brand-time.js";
import { dayWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { Tag, type Tone } from "../../ui/badge.js";

interface RunOutPanelProps {
  readonly replenish: CustomerView["replenish"];
  readonly productName: (sku: string) => string;
}

const SOON_DAYS = 10;

/** When each product in use will be used up. */
export function RunOutPanel({ replenish, productName }: RunOutPanelProps) {
  const t = useTexts(CUSTOMERS_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  const items = Object.entries(replenish)
    .map(([sku, item]) => ({ sku, ...item, days: localDaysBetween(brand.timezone, now, item.runOutAt) }))
    .sort((a, b) => a.runOutAt - b.runOutAt);
  const left = (days: number): [string, Tone] => {
    if (days < 0) return [t("runOut.past", { count: -days }), "danger"];
    if (days === 0) return [t("runOut.today"), "danger"];
    return [t("runOut.in", { count: days }), days <= SOON_DAYS ? "warn" : "neutral"];
  };
  return (
    <section className="panel" id="run-out">
      <div className="panel-head">
        <h2>{t("runOut.title")}</h2>
      </div>
      <div className="panel-body">
        {items.length === 0 && <p className="zero">{t("runOut.none")}</p>}
        <ul className="rows">
          {items.map(({ sku, runOutAt, stated, days }) => {
            const [words, tone] = left(days);
            return (
              <li key={sku}>
                <span>
                  {productName(sku)}
                  {stated && <span className="cell-sub"> · {t("runOut.stated")}</span>}
                </span>
                <span className="rows-end">
                  <Tag tone={tone}>{words}</Tag>{" "}
                  <span className="cell-sub">
                    {t("runOut.left", { when: dayWords(brand.timezone, runOutAt, now, locale) })}
                  </span>
                </span>
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
