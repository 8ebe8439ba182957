import type { Note } from "@sopflow/schemas";
import { useContext, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { addNote, loadNotes, removeNote } from "../../api/desk-calls.js";
import { FetchCacheContext, useFetched } from "../../api/use-fetched.js";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { useSession } from "../../session/session-context.js";
import { momentWords } from "../../time/moment-words.js";
import { Button } from "../../ui/button.js";
import { failureWords } from "../../ui/failure-notice.js";
import { TextArea } from "../../ui/field.js";
import { useToasts } from "../../ui/toasts.js";
import { useDesk } from "../desk-context.js";
import { Panel } from "./panel.js";

const FRESH_MS = 30_000;

interface CustomerNotesProps {
  readonly customerId: string;
  readonly advisorName: (id: string) => string;
}

/** What advisors wrote down; one's own can be taken away again. */
export function CustomerNotes({ customerId, advisorName }: CustomerNotesProps) {
  const t = useTexts(DESK_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const cache = useContext(FetchCacheContext);
  const toasts = useToasts();
  const session = useSession();
  const { canAct, now, zone } = useDesk();
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [leaving, setLeaving] = useState<string>();
  const { data } = useFetched(`notes ${customerId}`, () => loadNotes(api, customerId), { freshMs: FRESH_MS });
  const notes = data?.items ?? [];
  const mayRemove = ({ by }: Note) =>
    canAct && (session.role !== "advisor" || by === session.advisorId || by === session.userId);

  const change = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
      cache.invalidate(`notes ${customerId}`);
      setText("");
      setLeaving(undefined);
    } catch (error) {
      toasts.fail(failureWords(error, ui("failed")));
    }
    setBusy(false);
  };
  return (
    <Panel title={t("notes.title")}>
      {canAct && (
        <form
          className="note-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== "") void change(() => addNote(api, customerId, text.trim()));
          }}
        >
          <TextArea
            rows={2}
            maxLength={2_000}
            aria-label={t("notes.add")}
            placeholder={t("notes.placeholder")}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          {text.trim() !== "" && (
            <Button type="submit" size="l" busy={isBusy}>
              {t("notes.save")}
            </Button>
          )}
        </form>
      )}
      {notes.length === 0 && !canAct && <p className="quiet">{t("notes.none")}</p>}
      <ul className="notes">
        {notes.map((note) => (
          <li key={note.id}>
            <p className="note-text">{note.text}</p>
            <p className="note-by">
              {t("notes.by", { who: advisorName(note.by), when: momentWords(zone, note.at, now, locale) })}
            </p>
            {mayRemove(note) && leaving !== note.id && (
              <button
                type="button"
                className="sheet-close"
                aria-label={t("notes.remove")}
                onClick={() => setLeaving(note.id)}
              >
                ×
              </button>
            )}
            {leaving === note.id && (
              <div className="note-sure" role="alert">
                <span>{t("notes.removeSure")}</span>
                <Button size="l" onClick={() => setLeaving(undefined)}>
                  {t("notes.keep")}
                </Button>
                <Button size="l" tone="danger" busy={isBusy} onClick={() => void change(() => removeNote(api, note))}>
                  {t("notes.remove")}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
