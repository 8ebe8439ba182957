import type { Advisor } from "@sopflow/schemas";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../../api/api-context.js";
import { loadAdvisors } from "../../../api/brand-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { mayAdminister, useSession } from "../../../session/session-context.js";
import { Badge, Tag } from "../../../ui/badge.js";
import { Button } from "../../../ui/button.js";
import { Empty } from "../../../ui/notice.js";
import { ListPanel } from "../../list/list-panel.js";
import { LinkDialog } from "../access/link-dialog.js";
import { AdvisorDialog } from "./advisor-dialog.js";

export function AdvisorSettings({ readonly }: { readonly: boolean }) {
  const t = useTexts(SETTINGS_TEXTS);
  const api = useApi();
  const isAdministrator = mayAdminister(useSession());
  const [edited, setEdited] = useState<Advisor | "new">();
  const [linked, setLinked] = useState<Advisor>();
  const list = useQuery({ queryKey: ["advisors"], queryFn: () => loadAdvisors(api) });
  return (
    <>
      {!readonly && (
        <div className="page-actions">
          <Button tone="primary" icon={<Plus size={16} aria-hidden />} onClick={() => setEdited("new")}>
            {t("advisors.add")}
          </Button>
        </div>
      )}
      <ListPanel
        list={{ ...list, items: list.data?.items, retry: () => void list.refetch() }}
        empty={<Empty title={t("advisors.none")}>{t("advisors.noneText")}</Empty>}
      >
        {(advisors) => (
          <table className="table">
            <thead>
              <tr>
                <th>{t("advisors.name")}</th>
                <th>{t("advisors.id")}</th>
                <th>{t("advisors.pools")}</th>
                <th className="cell-number">{t("advisors.capacity")}</th>
                <th className="cell-number">{t("advisors.tasks")}</th>
                <th>{t("keys.state")}</th>
                {isAdministrator && (
                  <th>
                    <span className="hidden-text">{t("advisors.link")}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {advisors.map((advisor) => (
                <tr key={advisor.id}>
                  <td>
                    {readonly ? (
                      advisor.name
                    ) : (
                      <button type="button" className="link-button" onClick={() => setEdited(advisor)}>
                        {advisor.name}
                      </button>
                    )}
                  </td>
                  <td data-label={t("advisors.id")}>{advisor.id}</td>
                  <td data-label={t("advisors.pools")}>
                    <span className="cell-tags">
                      {advisor.pools.map((pool) => (
                        <Tag key={pool}>{pool}</Tag>
                      ))}
                    </span>
                  </td>
                  <td data-label={t("advisors.capacity")} className="cell-number">
                    {advisor.capacityPerDay}
                  </td>
                  <td data-label={t("advisors.tasks")} className="cell-number">
                    <Link to="/tasks" search={{ advisorId: advisor.id }}>
                      {advisor.openTasks}
                    </Link>
                  </td>
                  <td data-label={t("keys.state")}>
                    <Badge tone={advisor.active ? "ok" : "neutral"}>
                      {t(advisor.active ? "advisors.active" : "advisors.inactive")}
                    </Badge>
                  </td>
                  {isAdministrator && (
                    <td>
                      <Button size="s" icon={<KeyRound size={14} aria-hidden />} onClick={() => setLinked(advisor)}>
                        {t("advisors.link")}
                      </Button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </ListPanel>
      {edited && <AdvisorDialog advisor={edited === "new" ? undefined : edited} onClose={() => setEdited(undefined)} />}
      {linked && (
        <LinkDialog
          title={`${t("advisors.link")} · ${linked.name}`}
          body={{ role: "advisor", advisorId: linked.id }}
          onClose={() => setLinked(undefined)}
        />
      )}
    </>
  );
}
