import "./session.css";
import type { WireSession } from "@sopflow/schemas";
import { useState } from "react";
import { createPortal } from "react-dom";
import { useApi } from "../api/api-context.js";
import { loadSession } from "../api/session-calls.js";
import { useTexts } from "../i18n/locale-context.js";
import { SESSION_TEXTS } from "../i18n/session-texts.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "../ui/button.js";
import { Sheet } from "../ui/sheet.js";
import { SignInForm } from "./sign-in-form.js";
import { WecomSignIn } from "./wecom-sign-in.js";

interface SignedOutNoticeProps {
  /** The page is the advisors', who may come through WeCom. */
  readonly byWecom: boolean;
  readonly onSignedIn: (session: WireSession) => void;
}

/** Stands over a page whose session ended, and leaves the page and all that is typed into it as it is. */
export function SignedOutNotice({ byWecom, onSignedIn }: SignedOutNoticeProps) {
  const t = useTexts(UI_TEXTS);
  const s = useTexts(SESSION_TEXTS);
  const api = useApi();
  const [isStillOut, setStillOut] = useState(false);
  const check = () => {
    setStillOut(false);
    loadSession(api).then(onSignedIn, () => setStillOut(true));
  };
  // Beside the page, not in it: a window that is open hides the page from screen readers.
  return createPortal(
    <Sheet title={s("expired")} closeLabel={t("close")}>
      <p>{s("expiredText")}</p>
      {byWecom && <WecomSignIn auto={false} />}
      <SignInForm onSignedIn={onSignedIn} />
      <div className="signed-out-elsewhere">
        <Button tone="quiet" onClick={check}>
          {s("elsewhere")}
        </Button>
        {isStillOut && <p role="alert">{s("stillOut")}</p>}
      </div>
    </Sheet>,
    document.body,
  );
}
