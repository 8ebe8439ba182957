import "../ui/base.css";
import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createApiClient } from "../api/api-client.js";
import { ApiContext } from "../api/api-context.js";
import { currentLocale, LocaleProvider } from "../i18n/locale-context.js";
import { Toasts } from "../ui/toasts.js";
import { SessionGate } from "./session-gate.js";
import { SignedOutStore } from "./signed-out-store.js";
import { takeLink } from "./take-link.js";

/**
 * What both entries, console and advisor's list, stand on: language, server, session, messages. `byWecom`: who is signed
 * out may come in through WeCom.
 */
export function startPage(content: ReactNode, onReturned: () => void, byWecom = false): void {
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no #root");
  const signedOut = new SignedOutStore();
  const api = createApiClient({
    fetch: (input, init) => fetch(input, init),
    language: currentLocale,
    onSignedOut: () => signedOut.set(true),
  });
  const link = takeLink(window.location, window.history);
  createRoot(root).render(
    <StrictMode>
      <LocaleProvider>
        <ApiContext value={api}>
          <SessionGate signedOut={signedOut} link={link} onReturned={onReturned} byWecom={byWecom}>
            {content}
          </SessionGate>
          <Toasts />
        </ApiContext>
      </LocaleProvider>
    </StrictMode>,
  );
}
