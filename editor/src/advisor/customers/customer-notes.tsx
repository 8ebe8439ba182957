import type { Note } from "@sopflow/schemas";
import { useEffect, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { loadNotes } from "../../api/desk-calls.js";
import { useFetched } from "../../api/use-fetched.js";
import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { useSession } from "../../session/session-context.js";
import { momentWords } from "../../time/moment-words.js";
import { Tag } from "../../ui/badge.js";
import { Button } from "../../ui/button.js";
import { TextArea } from "../../ui/field.js";
import { useDesk } from "../desk-context.js";
import { removeNote, writeNote } from "../outbox/desk-changes.js";
import { newKey } from "../outbox/new-key.js";
import { notesWithOutbox } from "./notes-with-outbox.js";
import { Panel } from "./panel.js";

const FRESH_MS = 30_000;

interface CustomerNotesProps {
  readonly customerId: string;
  readonly advisorName: (id: string) => string;
}

/** What advisors wrote down; one's own can be taken away again. */
export function CustomerNotes({ customerId, advisorName }: CustomerNotesProps) {
  const t = useTexts(DESK_TEXTS);
  const locale = useLocale();
  const api = useApi();
  const session = useSession();
  const { canAct, now, zone, outbox, entries } = useDesk();
  const [text, setText] = useState("");
  const [leaving, setLeaving] = useState<string>();
  const list = `notes ${customerId}`;
  const { data, askedAt } = useFetched(list, () => loadNotes(api, customerId), { freshMs: FRESH_MS });
  useEffect(() => outbox.settle(list, askedAt), [outbox, list, askedAt]);
  const me = session.advisorId ?? session.userId;
  const notes = notesWithOutbox(data?.items ?? [], entries, customerId, me);
  const mayRemove = ({ by }: Note) =>
    canAct && (session.role !== "advisor" || by === session.advisorId || by === session.userId);

  const add = () => {
    const note = { id: newKey(), customerId, text: text.trim(), by: me, at: Date.now() };
    outbox.add(aboutNote(note), writeNote(note));
    setText("");
  };
  const remove = (note: Note) => {
    setLeaving(undefined);
    const own = entries.find(({ taskId, act }) => taskId === note.id && act.kind === "note");
    // One that has not left the phone just goes.
    if (own && outbox.undo(own.key)) return;
    outbox.add(aboutNote(note), removeNote(note));
  };
  return (
    <Panel title={t("notes.title")}>
      {canAct && (
        <form
          className="note-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== "") add();
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
            <Button type="submit" size="l">
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
              {t("notes.by", { who: advisorName(note.by), when: momentWords(zone, note.at, now, locale) })}{" "}
              {note.isUnsent && <Tag tone="warn">{t("unsent")}</Tag>}
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
                <Button size="l" tone="danger" onClick={() => remove(note)}>
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

const TITLE_LENGTH = 24;

const aboutNote = ({ id, customerId, text }: Note) => ({
  id,
  customerId,
  title: text.length > TITLE_LENGTH ? `${text.slice(0, TITLE_LENGTH)}…` : text,
});
