import { ADVISOR_SHEET_TEXTS } from "../i18n/advisor-sheet-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import type { Outbox } from "./outbox/outbox.js";
import type { DeskAct, OutboxEntry } from "./outbox/outbox-entry.js";

/** Results that wait for a connection, and those that the server did not take. */
export function OutboxNotices({ outbox, entries }: { outbox: Outbox; entries: readonly OutboxEntry[] }) {
  const t = useTexts(ADVISOR_SHEET_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const waiting = entries.filter((entry) => entry.state === "waiting" && entry.held);
  const refused = entries.filter((entry) => entry.state === "refused");
  return (
    <>
      {waiting.length > 0 && (
        <Notice
          tone="warn"
          live
          actions={
            <Button size="s" onClick={() => void outbox.sendNow()}>
              {ui("retry")}
            </Button>
          }
        >
          {t("outbox.waiting", { count: waiting.length })}
        </Notice>
      )}
      {refused.map(({ key, title, act, problem }) => (
        <Notice
          key={key}
          tone="danger"
          live
          title={t("outbox.refused", { title })}
          actions={
            <Button size="s" onClick={() => outbox.dismiss(key)}>
              {t("outbox.dismiss")}
            </Button>
          }
        >
          {problem}
          {/* Words that somebody wrote are not lost: they can be copied from here. */}
          {hasWords(act) && act.body.text !== title && <span className="refused-words">{act.body.text}</span>}
        </Notice>
      ))}
    </>
  );
}

const hasWords = (act: DeskAct): act is DeskAct & { readonly body: { readonly text: string } } =>
  "body" in act && act.body !== undefined && "text" in act.body && typeof act.body.text === "string";
