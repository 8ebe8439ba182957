import "../avatar.css";
import "./me.css";
import { useState, useSyncExternalStore } from "react";
import { useApi } from "../../api/api-context.js";
import { closeSession } from "../../api/session-calls.js";
import { loadAdvisorEnglish } from "../../i18n/advisor-texts.js";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useLocaleChoice, useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { useSession } from "../../session/session-context.js";
import { Button } from "../../ui/button.js";
import { failureWords } from "../../ui/failure-notice.js";
import { Notice } from "../../ui/notice.js";
import { Segments } from "../../ui/segments.js";
import { useToasts } from "../../ui/toasts.js";
import type { Outbox } from "../outbox/outbox.js";
import type { OutboxEntry } from "../outbox/outbox-entry.js";

interface MeTabProps {
  readonly outbox: Outbox;
  readonly entries: readonly OutboxEntry[];
  readonly name: string | undefined;
}

const subscribe = (listener: () => void) => {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
};

/** Who is signed in, the language, what still waits to be sent, and the way out. */
export function MeTab({ outbox, entries, name }: MeTabProps) {
  const t = useTexts(DESK_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const toasts = useToasts();
  const session = useSession();
  const { locale, choose } = useLocaleChoice();
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine);
  const [isLeaving, setLeaving] = useState(false);
  const unsent = entries.filter(({ state }) => state === "waiting" || state === "sending");
  const refused = entries.filter(({ state }) => state === "refused").length;

  const leave = async () => {
    try {
      await closeSession(api);
      window.location.reload();
    } catch (error) {
      toasts.fail(failureWords(error, ui("failed")));
    }
  };
  return (
    <>
      <header className="tab-head">
        <h1>{t("me.title")}</h1>
      </header>
      <main className="list" tabIndex={-1}>
        {!isOnline && <Notice tone="warn">{t("me.offline")}</Notice>}
        <section className="card me-who">
          <span className="avatar" aria-hidden="true">
            {[...(name ?? session.userId)][0]}
          </span>
          <div>
            <strong>{name ?? session.userId}</strong>
            <p className="card-since">
              {ui(`role.${session.role}`)} · {session.brand.name}
            </p>
          </div>
        </section>
        <section className="card me-row">
          <h2>{t("me.language")}</h2>
          <Segments
            label={t("me.language")}
            value={locale}
            choices={[
              { value: "zh", label: "中文" },
              { value: "en", label: "English" },
            ]}
            // The page keeps what is on it meanwhile.
            onChange={(next) => void loadAdvisorEnglish().finally(() => choose(next))}
          />
        </section>
        <section className="card me-row">
          <h2>{t("me.outbox")}</h2>
          <p className="quiet" role="status">
            {unsent.length === 0 && refused === 0 && t("me.outboxEmpty")}
            {unsent.length > 0 && t("me.outboxCount", { count: unsent.length })}
            {unsent.length > 0 && refused > 0 && " · "}
            {refused > 0 && t("me.outboxRefused", { count: refused })}
          </p>
          {unsent.length > 0 && (
            <>
              <ul className="me-waiting">
                {unsent.map(({ key, act, title }) => (
                  <li key={key}>{t("me.waiting", { kind: t(`act.${act.kind}`), title })}</li>
                ))}
              </ul>
              <Button size="l" disabled={!isOnline} onClick={() => void outbox.sendNow()}>
                {t("me.sendNow")}
              </Button>
            </>
          )}
        </section>
        <p className="quiet me-hint">{t("me.install")}</p>
        {isLeaving && unsent.length > 0 ? (
          <Notice
            tone="warn"
            live
            actions={
              <>
                <Button size="l" onClick={() => setLeaving(false)}>
                  {t("me.stay")}
                </Button>
                <Button size="l" tone="danger" onClick={() => void leave()}>
                  {t("me.signOutNow")}
                </Button>
              </>
            }
          >
            {t("me.signOutSure", { count: unsent.length })}
          </Notice>
        ) : (
          <Button size="l" onClick={() => (unsent.length > 0 ? setLeaving(true) : void leave())}>
            {t("me.signOut")}
          </Button>
        )}
      </main>
    </>
  );
}
