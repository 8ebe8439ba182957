import "../ui/base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createApiClient } from "../api/api-client.js";
import { ApiContext } from "../api/api-context.js";
import { makeQueryClient } from "../api/query-client.js";
import { currentLocale, LocaleProvider } from "../i18n/locale-context.js";
import { SessionGate } from "../session/session-gate.js";
import { SignedOutStore } from "../session/signed-out-store.js";
import { takeLink } from "../session/take-link.js";
import { Toasts } from "../ui/toasts.js";

/** What both entries, console and advisor's list, stand on: language, server, session, messages. */
export function startPage(content: ReactNode): void {
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no #root");
  const signedOut = new SignedOutStore();
  const api = createApiClient({
    fetch: (input, init) => fetch(input, init),
    language: currentLocale,
    onSignedOut: () => signedOut.set(true),
  });
  const queries = makeQueryClient();
  const link = takeLink(window.location, window.history);
  createRoot(root).render(
    <StrictMode>
      <LocaleProvider>
        <ApiContext value={api}>
          <QueryClientProvider client={queries}>
            <SessionGate signedOut={signedOut} link={link}>
              {content}
            </SessionGate>
            <Toasts />
          </QueryClientProvider>
        </ApiContext>
      </LocaleProvider>
    </StrictMode>,
  );
}
