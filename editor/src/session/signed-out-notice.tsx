import type { WireSession } from "@sopflow/schemas";
import { useMutation } from "@tanstack/react-query";
import { useApi } from "../api/api-context.js";
import { loadSession } from "../api/session-calls.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "../ui/button.js";
import { Sheet } from "../ui/sheet.js";
import { SignInForm } from "./sign-in-form.js";

/** Stands over a page whose session ended, and leaves the page and all that is typed into it as it is. */
export function SignedOutNotice({ onSignedIn }: { onSignedIn: (session: WireSession) => void }) {
  const t = useTexts(UI_TEXTS);
  const api = useApi();
  const check = useMutation({ mutationFn: () => loadSession(api), onSuccess: onSignedIn });
  return (
    <Sheet title={t("session.expired")} closeLabel={t("close")}>
      <p>{t("session.expiredText")}</p>
      <SignInForm onSignedIn={onSignedIn} />
      <div className="signed-out-elsewhere">
        <Button tone="quiet" busy={check.isPending} onClick={() => check.mutate()}>
          {t("session.elsewhere")}
        </Button>
        {check.isError && <p role="alert">{t("session.stillOut")}</p>}
      </div>
    </Sheet>
  );
}
