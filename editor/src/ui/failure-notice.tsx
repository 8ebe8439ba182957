import { ApiFailure } from "../api/api-failure.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "./button.js";
import { Notice } from "./notice.js";

/** Why something did not work, in the server's words, and a way to try again. */
export function FailureNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useTexts(UI_TEXTS);
  // The notice to sign in covers the page; the same again below it would only be noise.
  if (error instanceof ApiFailure && error.isSignedOut) return null;
  return (
    <Notice
      tone="danger"
      live
      actions={
        onRetry && (
          <Button size="s" onClick={onRetry}>
            {t("retry")}
          </Button>
        )
      }
    >
      {failureWords(error, t("failed"))}
    </Notice>
  );
}

/** The words of a failure; `otherwise` for what is not one of ours. */
export const failureWords = (error: unknown, otherwise: string): string =>
  error instanceof ApiFailure ? error.message : otherwise;
