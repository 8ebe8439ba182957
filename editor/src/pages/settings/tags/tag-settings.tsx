import type { Taxonomy } from "@sopflow/schemas";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { Tag } from "../../../ui/badge.js";
import { Button } from "../../../ui/button.js";
import { Empty } from "../../../ui/notice.js";
import { ListPanel } from "../../list/list-panel.js";
import { TagGroupDialog } from "./tag-group-dialog.js";
import { useTaxonomy } from "./use-taxonomy.js";

/** Tags in their groups, as flows and filters offer them. */
export function TagSettings({ readonly }: { readonly: boolean }) {
  const t = useTexts(SETTINGS_TEXTS);
  const { query } = useTaxonomy();
  const [edited, setEdited] = useState<Taxonomy["groups"][number] | "new">();
  return (
    <>
      {!readonly && (
        <div className="page-actions">
          <Button tone="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setEdited("new")}>
            {t("tags.add")}
          </Button>
        </div>
      )}
      <ListPanel
        list={{ ...query, items: query.data?.data.groups, retry: () => void query.refetch() }}
        empty={<Empty title={t("tags.none")}>{t("tags.noneText")}</Empty>}
      >
        {(groups) =>
          groups.map((group) => (
            <section key={group.id} className="tag-group-row" aria-label={group.name}>
              <div className="tag-group-title">
                <div>
                  <h2>{group.name}</h2>
                  {group.automatic && <Tag tone="info">{t("tags.automatic")}</Tag>}
                  {group.exclusive && <Tag>{t("tags.exclusiveShort")}</Tag>}
                  {group.syncToWecom && <Tag>{t("tags.sync")}</Tag>}
                  {group.expireDays !== undefined && <Tag>{t("tags.expires", { count: group.expireDays })}</Tag>}
                </div>
                {!readonly && (
                  <Button size="s" aria-label={`${t("tags.edit")} ${group.name}`} onClick={() => setEdited(group)}>
                    {t("tags.change")}
                  </Button>
                )}
              </div>
              <div className="tag-list">
                {group.tags.map((tag) => (
                  <Link
                    key={tag}
                    to="/customers"
                    search={{ tag }}
                    className="tag-link"
                    title={t("tags.customers", { tag })}
                  >
                    <Tag>{tag}</Tag>
                  </Link>
                ))}
              </div>
            </section>
          ))
        }
      </ListPanel>
      {edited && <TagGroupDialog group={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </>
  );
}
