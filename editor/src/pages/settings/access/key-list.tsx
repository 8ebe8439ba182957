import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../../api/api-context.js";
import { loadKeys, revokeKey } from "../../../api/session-calls.js";
import type { ApiKeyView } from "../../../api/wire-types.js";
import { useLocale, useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { UI_TEXTS } from "../../../i18n/ui-texts.js";
import { useSession } from "../../../session/session-context.js";
import { dayWords } from "../../../time/moment-words.js";
import { useNow } from "../../../time/use-now.js";
import { Badge, Tag } from "../../../ui/badge.js";
import { Button } from "../../../ui/button.js";
import { ConfirmDialog } from "../../../ui/dialog.js";
import { FailureNotice, failureWords } from "../../../ui/failure-notice.js";
import { Skeleton } from "../../../ui/notice.js";
import { useToasts } from "../../../ui/toasts.js";
import { KeyDialog } from "./key-dialog.js";

export function KeyList() {
  const t = useTexts(SETTINGS_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { brand } = useSession();
  const now = useNow();
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyView>();
  const list = useQuery({ queryKey: ["keys"], queryFn: () => loadKeys(api) });
  const revoke = useMutation({
    mutationFn: (id: string) => revokeKey(api, id),
    onError: (error) => toasts.fail(failureWords(error, ui("failed"))),
    onSettled: () => {
      setRevoking(undefined);
      void queries.invalidateQueries({ queryKey: ["keys"] });
    },
  });
  const keys = list.data?.items;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("keys.title")}</h2>
        <Button icon={<Plus size={16} aria-hidden />} onClick={() => setMaking(true)}>
          {t("keys.add")}
        </Button>
      </div>
      <p className="panel-body form-note">{t("keys.text")}</p>
      {list.isPending && <Skeleton lines={3} label={ui("loading")} />}
      {list.isError && <FailureNotice error={list.error} onRetry={() => void list.refetch()} />}
      {keys?.length === 0 && <p className="panel-body zero">{t("keys.none")}</p>}
      {keys && keys.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th>{t("keys.name")}</th>
              <th>{t("keys.scopes")}</th>
              <th>{t("keys.created")}</th>
              <th>{t("keys.state")}</th>
              <th>
                <span className="hidden-text">{t("keys.revoke")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key.id}>
                <td>
                  <strong>{key.name}</strong>
                </td>
                <td data-label={t("keys.scopes")} className="cell-wide">
                  <span className="cell-tags">
                    {key.scopes.map((scope) => (
                      <Tag key={scope}>{t(`scope.${scope}`)}</Tag>
                    ))}
                  </span>
                </td>
                <td data-label={t("keys.created")} className="cell-moment">
                  {dayWords(brand.timezone, key.createdAt, now, locale)}
                </td>
                <td data-label={t("keys.state")}>
                  <Badge tone={key.revokedAt === undefined ? "ok" : "neutral"}>
                    {t(key.revokedAt === undefined ? "keys.inUse" : "keys.revoked")}
                  </Badge>
                </td>
                <td>
                  {key.revokedAt === undefined && (
                    <Button size="s" tone="danger" onClick={() => setRevoking(key)}>
                      {t("keys.revoke")}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isMaking && <KeyDialog onClose={() => setMaking(false)} />}
      {revoking && (
        <ConfirmDialog
          title={t("keys.revokeTitle", { name: revoking.name })}
          confirm={t("keys.revoke")}
          tone="danger"
          busy={revoke.isPending}
          onConfirm={() => revoke.mutate(revoking.id)}
          onClose={() => setRevoking(undefined)}
        >
          {t("keys.revokeText")}
        </ConfirmDialog>
      )}
    </section>
  );
}
