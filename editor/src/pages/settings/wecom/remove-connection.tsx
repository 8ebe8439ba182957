import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../../api/api-context.js";
import { removeWecom } from "../../../api/wecom-settings-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { WECOM_TEXTS } from "../../../i18n/wecom-texts.js";
import { Button } from "../../../ui/button.js";
import { ConfirmDialog } from "../../../ui/dialog.js";
import { FailureNotice } from "../../../ui/failure-notice.js";
import { useToasts } from "../../../ui/toasts.js";

interface RemoveConnectionProps {
  readonly id: string;
  readonly name: string;
  readonly onRemoved: () => void;
}

/** Takes a connection away, after a question. */
export function RemoveConnection({ id, name, onRemoved }: RemoveConnectionProps) {
  const t = useTexts(WECOM_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => removeWecom(api, id),
    onSuccess: async () => {
      onRemoved();
      toasts.say(t("several.removed"));
      await queries.invalidateQueries({ queryKey: ["wecom"] });
    },
  });
  return (
    <>
      <Button tone="danger" onClick={() => setAsking(true)}>
        {t("several.remove")}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t("several.removeTitle", { name })}
          confirm={t("several.remove")}
          tone="danger"
          busy={remove.isPending}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{t("several.removeText")}</p>
          {remove.isError && <FailureNotice error={remove.error} />}
        </ConfirmDialog>
      )}
    </>
  );
}
