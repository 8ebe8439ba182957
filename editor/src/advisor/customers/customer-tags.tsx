import type { CustomerView, Taxonomy } from "@sopflow/schemas";
import { useState } from "react";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { groupTags } from "../../pages/customer/group-tags.js";
import { dayWords } from "../../time/moment-words.js";
import { Button } from "../../ui/button.js";
import { useDesk } from "../desk-context.js";
import { Panel } from "./panel.js";
import { TagSheet } from "./tag-sheet.js";
import { useTagChanges } from "./use-tag-changes.js";

interface CustomerTagsProps {
  readonly customer: Pick<CustomerView, "id" | "tags" | "tagUntil">;
  readonly taxonomy: Taxonomy | undefined;
}

/** Tags by group; a press takes one off, a sheet puts more on. */
export function CustomerTags({ customer, taxonomy }: CustomerTagsProps) {
  const t = useTexts(DESK_TEXTS);
  const locale = useLocale();
  const { canAct, now, zone } = useDesk();
  const [isAdding, setAdding] = useState(false);
  const { shown, adding, add, remove } = useTagChanges(customer);
  const words = (tag: string) => {
    if (adding.includes(tag)) return t("tags.pending", { tag });
    const until = customer.tagUntil[tag];
    return until === undefined ? tag : t("tags.until", { tag, when: dayWords(zone, until, now, locale) });
  };
  return (
    <Panel
      title={t("tags.title")}
      action={
        canAct && (
          <Button size="l" tone="quiet" onClick={() => setAdding(true)}>
            + {t("tags.add")}
          </Button>
        )
      }
    >
      {shown.length === 0 && <p className="quiet">{t("tags.none")}</p>}
      {groupTags(shown, taxonomy).map(({ name, tags }) => (
        <div key={name ?? ""} className="tag-row">
          <h3>{name ?? t("tags.other")}</h3>
          <ul>
            {tags.map((tag) => (
              <li key={tag} className="tag-chip">
                <span>{words(tag)}</span>
                {canAct && (
                  <button type="button" aria-label={t("tags.remove", { tag })} onClick={() => remove(tag)}>
                    ×
                  </button>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {isAdding && (
        <TagSheet taxonomy={taxonomy} shown={shown} onAdd={add} onRemove={remove} onClose={() => setAdding(false)} />
      )}
    </Panel>
  );
}
