import type { CustomerView, Taxonomy } from "@sopflow/schemas";
import { Plus, X } from "lucide-react";
import { PickButton } from "../../editing/pick-popover.js";
import { CUSTOMERS_TEXTS } from "../../i18n/customers-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { mayWork, useSession } from "../../session/session-context.js";
import { dayWords } from "../../time/moment-words.js";
import { useNow } from "../../time/use-now.js";
import { Tag } from "../../ui/badge.js";
import { Button } from "../../ui/button.js";
import { groupTags } from "./group-tags.js";
import { useTagChanges } from "./use-tag-changes.js";

interface TagsPanelProps {
  readonly customer: Pick<CustomerView, "id" | "tags" | "tagUntil">;
  readonly taxonomy: Taxonomy | undefined;
}

/** Tags in the groups of the brand's taxonomy; expiring ones say until when. People add and remove them here. */
export function TagsPanel({ customer, taxonomy }: TagsPanelProps) {
  const t = useTexts(CUSTOMERS_TEXTS);
  const locale = useLocale();
  const session = useSession();
  const now = useNow();
  const canChange = mayWork(session);
  const { adding, removing, add, remove } = useTagChanges(customer);
  const words = (tag: string) => {
    const until = customer.tagUntil[tag];
    if (until === undefined) return tag;
    return t("tags.until", { tag, when: dayWords(session.brand.timezone, until, now, locale) });
  };
  const shown = [...customer.tags.filter((tag) => !removing.includes(tag)), ...adding];
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("tags.title")}</h2>
        {canChange && (
          <PickButton
            trigger={
              <Button size="s" icon={<Plus size={14} aria-hidden />}>
                {t("tags.add")}
              </Button>
            }
            label={t("tags.add")}
            placeholder={t("tags.search")}
            empty={t("tags.noMatch")}
            groups={(taxonomy?.groups ?? [])
              // Those the product sets by itself are not for people to add.
              .filter(({ automatic }) => !automatic)
              .map(({ name, tags }) => ({
                label: name,
                items: tags.filter((tag) => !shown.includes(tag)).map((tag) => ({ key: tag, label: tag })),
              }))}
            onPick={add}
          />
        )}
      </div>
      <div className="panel-body">
        {shown.length === 0 && <p className="zero">{t("tags.none")}</p>}
        {groupTags(shown, taxonomy).map(({ name, tags }) => (
          <div key={name ?? ""} className="tag-group">
            <span className="tag-group-name">{name ?? t("tags.other")}</span>
            <span className="cell-tags">
              {tags.map((tag) => (
                <Tag key={tag} tone={adding.includes(tag) ? "info" : "neutral"}>
                  {words(tag)}
                  {canChange && !adding.includes(tag) && (
                    <button
                      type="button"
                      className="tag-remove"
                      aria-label={t("tags.remove", { tag })}
                      onClick={() => remove(tag)}
                    >
                      <X size={12} aria-hidden />
                    </button>
                  )}
                </Tag>
              ))}
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}
