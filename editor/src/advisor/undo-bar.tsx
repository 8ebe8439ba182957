import { ADVISOR_SHEET_TEXTS } from "../i18n/advisor-sheet-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { Button } from "../ui/button.js";
import type { OutboxEntry } from "./outbox/outbox-entry.js";

/** What was done in the last seconds, and the way back. The page around it reads it out. */
export function UndoBar({ entries, onUndo }: { entries: readonly OutboxEntry[]; onUndo: (key: string) => void }) {
  const t = useTexts(ADVISOR_SHEET_TEXTS);
  const open = entries.filter((entry) => entry.state === "waiting" && !entry.held && entry.sendAt > entry.madeAt);
  const last = open.at(-1);
  if (!last) return null;
  return (
    <div key={last.key} className="undo-bar">
      <span className="undo-text">
        {t(`undo.${last.act.kind}`)} · {last.title}
        {open.length > 1 && ` ${t("undo.several", { count: open.length })}`}
      </span>
      <Button size="l" className="undo-button" onClick={() => onUndo(last.key)}>
        {t("undo.button")}
      </Button>
      <span className="undo-time" aria-hidden />
    </div>
  );
}
