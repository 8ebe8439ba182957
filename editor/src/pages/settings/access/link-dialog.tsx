import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useApi } from "../../../api/api-context.js";
import { makeSignInLink } from "../../../api/session-calls.js";
import type { CreateLinkBody } from "../../../api/wire-types.js";
import { useLocale, useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { UI_TEXTS } from "../../../i18n/ui-texts.js";
import { useSession } from "../../../session/session-context.js";
import { momentWords } from "../../../time/moment-words.js";
import { Button } from "../../../ui/button.js";
import { Dialog } from "../../../ui/dialog.js";
import { FailureNotice } from "../../../ui/failure-notice.js";
import { Skeleton } from "../../../ui/notice.js";
import { SecretText } from "./secret-text.js";

interface LinkDialogProps {
  readonly title: string;
  readonly body: CreateLinkBody;
  readonly onClose: () => void;
}

/** Makes one sign-in link and shows it. */
export function LinkDialog({ title, body, onClose }: LinkDialogProps) {
  const t = useTexts(SETTINGS_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const { brand } = useSession();
  const id = useId();
  const link = useQuery({
    queryKey: ["sign-in-link", id],
    queryFn: () => makeSignInLink(api, body),
    // One dialog, one link: never made again by itself, never kept.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    gcTime: 0,
  });
  const path = body.role === "advisor" ? link.data?.path.replace(/^\//, "/advisor") : link.data?.path;
  return (
    <Dialog title={title} size="s" onClose={onClose} actions={<Button onClick={onClose}>{ui("close")}</Button>}>
      {link.isPending && <Skeleton lines={2} label={ui("loading")} />}
      {link.isError && <FailureNotice error={link.error} onRetry={() => void link.refetch()} />}
      {link.data && path !== undefined && (
        <>
          <p>{t("links.ready")}</p>
          <SecretText text={`${window.location.origin}${path}`} copy={t("links.copy")} />
          <p className="cell-sub">
            {t("links.expires", { when: momentWords(brand.timezone, link.data.expiresAt, Date.now(), locale) })}
          </p>
        </>
      )}
    </Dialog>
  );
}
