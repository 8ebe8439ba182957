import type { WireSession } from "@sopflow/schemas";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useSyncExternalStore } from "react";
import { ApiFailure } from "../api/api-failure.js";
import { useApi } from "../api/api-context.js";
import { loadSession, openSession } from "../api/session-calls.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { Skeleton } from "../ui/notice.js";
import { SessionContext } from "./session-context.js";
import { SignInPage } from "./sign-in-page.js";
import { SignedOutNotice } from "./signed-out-notice.js";
import type { SignedOutStore } from "./signed-out-store.js";

interface SessionGateProps {
  readonly signedOut: SignedOutStore;
  /** Token of the link this page was opened with. */
  readonly link: string | undefined;
  readonly children: ReactNode;
}

/** Shows its content to whoever is signed in, and everybody else how to. Once shown, content stays mounted. */
export function SessionGate({ signedOut, link, children }: SessionGateProps) {
  const api = useApi();
  const t = useTexts(UI_TEXTS);
  const queries = useQueryClient();
  const isOut = useSyncExternalStore(signedOut.subscribe, signedOut.snapshot);
  const session = useQuery({
    queryKey: ["session"],
    queryFn: ({ signal }) => (link === undefined ? loadSession(api, signal) : enterByLink(api, link)),
    // Asked once: whether the session still holds is told by the answers to everything else.
    staleTime: Number.POSITIVE_INFINITY,
  });

  const enter = (entered: WireSession) => {
    const before = session.data;
    // Somebody else: what is on the page was theirs to see.
    if (before && before.userId !== entered.userId) return window.location.reload();
    queries.setQueryData(["session"], entered);
    signedOut.set(false);
    void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" });
  };

  if (session.data) {
    return (
      <SessionContext value={session.data}>
        {children}
        {isOut && <SignedOutNotice onSignedIn={enter} />}
      </SessionContext>
    );
  }
  if (session.isPending) return <Skeleton label={t("loading")} />;
  const { error } = session;
  if (error instanceof ApiFailure && error.status === 401) {
    const problem = error.code === "auth.link_used" ? error.message : undefined;
    return <SignInPage problem={problem} onSignedIn={enter} />;
  }
  return (
    <main className="sign-in">
      <FailureNotice error={error} onRetry={() => void session.refetch()} />
    </main>
  );
}

/** Who reloads the page of a link that is used up is usually signed in by it already. */
async function enterByLink(api: Parameters<typeof openSession>[0], link: string): Promise<WireSession> {
  try {
    return await openSession(api, link);
  } catch (error) {
    if (error instanceof ApiFailure && error.code === "auth.link_used") {
      const session = await loadSession(api).catch(() => undefined);
      if (session) return session;
    }
    throw error;
  }
}
