import type { CustomerView, Taxonomy } from "@sopflow/schemas";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { useSession } from "../../session/session-context.js";
import { dayWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { Tag } from "../../ui/badge.js";
import { groupTags } from "./group-tags.js";

interface TagsPanelProps {
  readonly customer: Pick<CustomerView, "tags" | "tagUntil">;
  readonly taxonomy: Taxonomy | undefined;
}

/** Tags in the groups of the brand's taxonomy; expiring ones say until when. */
export function TagsPanel({ customer, taxonomy }: TagsPanelProps) {
  const t = useTexts(CUSTOMERS_TEXTS);
  const locale = useLocale();
  const { brand } = useSession();
  const now = useNow();
  const words = (tag: string) => {
    const until = customer.tagUntil[tag];
    return until === undefined ? tag : t("tags.until", { tag, when: dayWords(brand.timezone, until, now, locale) });
  };
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("tags.title")}</h2>
      </div>
      <div className="panel-body">
        {customer.tags.length === 0 && <p className="zero">{t("tags.none")}</p>}
        {groupTags(customer.tags, taxonomy).map(({ name, tags }) => (
          <div key={name ?? ""} className="tag-group">
            <span className="tag-group-name">{name ?? t("tags.other")}</span>
            {tags.map((tag) => (
              <Tag key={tag}>{words(tag)}</Tag>
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}
