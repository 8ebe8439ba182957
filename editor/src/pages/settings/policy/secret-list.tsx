import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../../api/api-context.js";
import { loadSecrets, removeSecret } from "../../../api/secret-calls.js";
import { actorWords } from "../../../i18n/actor-words.js";
import { useLocale, useTexts } from "../../../i18n/locale-context.js";
import { SECRET_TEXTS } from "../../../i18n/secret-texts.js";
import { UI_TEXTS } from "../../../i18n/ui-texts.js";
import { useSession } from "../../../session/session-context.js";
import { dayWords } from "../../../time/moment-words.js";
import { useNow } from "../../../time/use-now.js";
import { Button } from "../../../ui/button.js";
import { ConfirmDialog } from "../../../ui/dialog.js";
import { FailureNotice, failureWords } from "../../../ui/failure-notice.js";
import { Skeleton } from "../../../ui/notice.js";
import { useToasts } from "../../../ui/toasts.js";
import { SecretDialog } from "./secret-dialog.js";

/** Secrets that headers of webhooks name: written here, and never shown again. */
export function SecretList() {
  const t = useTexts(SECRET_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { brand } = useSession();
  const now = useNow();
  const [edited, setEdited] = useState<{ readonly name?: string }>();
  const [removed, setRemoved] = useState<string>();
  const list = useQuery({ queryKey: ["webhook-secrets"], queryFn: () => loadSecrets(api) });
  const remove = useMutation({
    mutationFn: (name: string) => removeSecret(api, name),
    onError: (error) => toasts.fail(failureWords(error, ui("failed"))),
    onSettled: () => {
      setRemoved(undefined);
      void queries.invalidateQueries({ queryKey: ["webhook-secrets"] });
    },
  });
  const secrets = list.data?.items;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t("title")}</h2>
        <Button icon={<Plus size={16} aria-hidden />} disabled={!secrets} onClick={() => setEdited({})}>
          {t("add")}
        </Button>
      </div>
      <p className="panel-body form-note">{t("text", { place: "{{secret.name}}" })}</p>
      {list.isPending && <Skeleton lines={2} label={ui("loading")} />}
      {list.isError && <FailureNotice error={list.error} onRetry={() => void list.refetch()} />}
      {secrets?.length === 0 && <p className="panel-body zero">{t("none")}</p>}
      {secrets && secrets.length > 0 && (
        <table className="table">
          <thead>
            <tr>
              <th>{t("name")}</th>
              <th>{t("saved")}</th>
              <th>
                <span className="hidden-text">{t("replace")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {secrets.map(({ name, at, by }) => (
              <tr key={name}>
                <td>
                  <code>{name}</code>
                </td>
                <td data-label={t("saved")} className="cell-moment">
                  {dayWords(brand.timezone, at, now, locale)} · {actorWords(by, locale)}
                </td>
                <td className="cell-actions">
                  <Button size="s" onClick={() => setEdited({ name })}>
                    {t("replace")}
                  </Button>
                  <Button size="s" tone="danger" onClick={() => setRemoved(name)}>
                    {t("remove")}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {edited && (
        <SecretDialog
          replaced={edited.name}
          taken={(secrets ?? []).map(({ name }) => name)}
          onClose={() => setEdited(undefined)}
        />
      )}
      {removed !== undefined && (
        <ConfirmDialog
          title={t("removeTitle", { name: removed })}
          confirm={t("remove")}
          tone="danger"
          busy={remove.isPending}
          onConfirm={() => remove.mutate(removed)}
          onClose={() => setRemoved(undefined)}
        >
          {t("removeText")}
        </ConfirmDialog>
      )}
    </section>
  );
}
