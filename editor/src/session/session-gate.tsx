import type { WireSession } from "@sopflow/schemas";
import { lazy, type ReactNode, Suspense, useEffect, useSyncExternalStore } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { Skeleton } from "../ui/notice.js";
import { SessionContext } from "./session-context.js";
import type { SignedOutStore } from "./signed-out-store.js";
import { useSessionState } from "./use-session-state.js";

// Both are for who is not signed in. The notice is fetched ahead of its time, so that it is there when the server is new.
const loadNotice = () => import("./signed-out-notice.js");
const SignedOutNotice = lazy(async () => ({ default: (await loadNotice()).SignedOutNotice }));
const SignInPage = lazy(async () => ({ default: (await import("./sign-in-page.js")).SignInPage }));

interface SessionGateProps {
  readonly signedOut: SignedOutStore;
  /** Token of the link this page was opened with. */
  readonly link: string | undefined;
  /** Somebody signed in again on a page that was open: what failed meanwhile is worth asking for again. */
  readonly onReturned: () => void;
  /** The page is the advisors', who may come through WeCom. */
  readonly byWecom?: boolean;
  readonly children: ReactNode;
}

/** Shows its content to whoever is signed in, and everybody else how to. Once shown, content stays mounted. */
export function SessionGate({ signedOut, link, onReturned, byWecom = false, children }: SessionGateProps) {
  const t = useTexts(UI_TEXTS);
  const isOut = useSyncExternalStore(signedOut.subscribe, signedOut.snapshot);
  const { state, retry, enter } = useSessionState(link);
  const isIn = state.kind === "in";
  useEffect(() => {
    if (isIn) loadNotice().catch(() => undefined);
  }, [isIn]);

  const entered = (session: WireSession) => {
    // Somebody else: what is on the page was another's to see.
    if (state.kind === "in" && state.session.userId !== session.userId) return window.location.reload();
    signedOut.set(false);
    enter(session);
    onReturned();
  };
  if (state.kind === "asking") return <Skeleton label={t("loading")} />;
  if (state.kind === "failed") {
    return (
      <main className="page-failed">
        <FailureNotice error={state.error} onRetry={retry} />
      </main>
    );
  }
  if (state.kind === "out") {
    return (
      <Suspense>
        <SignInPage problem={state.problem} byWecom={byWecom} onSignedIn={entered} />
      </Suspense>
    );
  }
  return (
    <SessionContext value={state.session}>
      {children}
      {isOut && (
        <Suspense>
          <SignedOutNotice byWecom={byWecom} onSignedIn={entered} />
        </Suspense>
      )}
    </SessionContext>
  );
}
