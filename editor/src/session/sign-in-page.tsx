import "./session.css";
import type { WireSession } from "@sopflow/schemas";
import { useEffect, useState } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { SESSION_TEXTS } from "../i18n/session-texts.js";
import { SIGN_IN_TEXTS } from "../i18n/sign-in-texts.js";
import { LanguageSwitch } from "../ui/language-switch.js";
import { Mark } from "../ui/mark.js";
import { Notice } from "../ui/notice.js";
import { SignInForm } from "./sign-in-form.js";
import { forgetWecomProblem, readWecomProblem } from "./wecom-problem.js";
import { WecomSignIn } from "./wecom-sign-in.js";

interface SignInPageProps {
  /** Why the link that was just opened did not work. */
  readonly problem?: string | undefined;
  /** The page is the advisors', who may come through WeCom. */
  readonly byWecom: boolean;
  readonly onSignedIn: (session: WireSession) => void;
}

export function SignInPage({ problem, byWecom, onSignedIn }: SignInPageProps) {
  const t = useTexts(SESSION_TEXTS);
  const why = useTexts(SIGN_IN_TEXTS);
  const [byWecomProblem] = useState(() => readWecomProblem(window.location.search));
  useEffect(() => {
    if (byWecomProblem) forgetWecomProblem();
  }, [byWecomProblem]);
  const words = problem ?? (byWecomProblem && why(byWecomProblem.key, { member: byWecomProblem.member }));
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <div className="sign-in-top">
          <Mark />
          <LanguageSwitch />
        </div>
        <h1>{t("title")}</h1>
        {words !== undefined && (
          <Notice tone="danger" live>
            {words}
          </Notice>
        )}
        {byWecom && <WecomSignIn auto={words === undefined} />}
        <p>{t("intro")}</p>
        <SignInForm onSignedIn={onSignedIn} />
        <p className="sign-in-hint">{t("first")}</p>
      </div>
    </main>
  );
}
