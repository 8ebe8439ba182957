import type { WireSession } from "@sopflow/schemas";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ApiClient } from "../api/api-client.js";
import { useApi } from "../api/api-context.js";
import { ApiFailure } from "../api/api-failure.js";
import { loadSession, openSession } from "../api/session-calls.js";

export type SessionState =
  | { readonly kind: "asking" }
  | { readonly kind: "in"; readonly session: WireSession }
  /** `problem`: why the link that was just opened did not work. */
  | { readonly kind: "out"; readonly problem: string | undefined }
  | { readonly kind: "failed"; readonly error: unknown };

/** Who is signed in. Asked once; whether it still holds is told by the answers to everything else. */
export function useSessionState(link: string | undefined) {
  const api = useApi();
  const [state, setState] = useState<SessionState>({ kind: "asking" });
  const ask = useCallback(async () => {
    try {
      const session = link === undefined ? await loadSession(api) : await enterByLink(api, link);
      setState({ kind: "in", session });
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.status !== 401) return setState({ kind: "failed", error });
      setState({ kind: "out", problem: error.code === "auth.link_used" ? error.message : undefined });
    }
  }, [api, link]);
  const isAsked = useRef(false);
  useEffect(() => {
    if (isAsked.current) return;
    isAsked.current = true; // a link works once: never ask twice, not even where effects run twice
    void ask();
  }, [ask]);
  return {
    state,
    retry: () => {
      setState({ kind: "asking" });
      void ask();
    },
    enter: (session: WireSession) => setState({ kind: "in", session }),
  };
}

/** Who reloads the page of a link that is used up is usually signed in by it already. */
async function enterByLink(api: ApiClient, link: string): Promise<WireSession> {
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
