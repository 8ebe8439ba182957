import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "../ui/button.js";
import { Notice } from "../ui/notice.js";
import type { Outbox } from "./outbox/outbox.js";
import type { OutboxEntry } from "./outbox/outbox-entry.js";

/** Results that wait for a connection, and those that the server did not take. */
export function OutboxNotices({ outbox, entries }: { outbox: Outbox; entries: readonly OutboxEntry[] }) {
  const t = useTexts(ADVISOR_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const waiting = entries.filter((entry) => entry.state === "waiting" && entry.tries > 0);
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
      {refused.map(({ key, title, problem }) => (
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
        </Notice>
      ))}
    </>
  );
}
