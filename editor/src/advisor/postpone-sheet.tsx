import type { Task } from "@sopflow/schemas";
import { useState } from "react";
import { ADVISOR_SHEET_TEXTS } from "../i18n/advisor-sheet-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { fieldText, readField } from "../time/brand-time.js";
import { momentWords } from "../time/moment-words.js";
import { Button } from "../ui/button.js";
import { Field, TextInput } from "../ui/field.js";
import { Sheet } from "../ui/sheet.js";
import { postponeChoices } from "./postpone-choices.js";

interface PostponeSheetProps {
  readonly task: Task;
  readonly now: number;
  readonly zone: string;
  readonly onSubmit: (until: number) => void;
  readonly onClose: () => void;
}

/** When to be reminded again: three ready answers, or any time before the task closes by itself. */
export function PostponeSheet({ task, now, zone, onSubmit, onClose }: PostponeSheetProps) {
  const t = useTexts(ADVISOR_SHEET_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const locale = useLocale();
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const chosen = readField(zone, text);
  const isFit = chosen !== undefined && chosen > now && chosen < task.expiresAt;
  const closes = momentWords(zone, task.expiresAt, now, locale);
  const submit = () => {
    setTried(true);
    if (isFit) onSubmit(chosen);
  };
  return (
    <Sheet title={t("postpone.title")} closeLabel={ui("close")} onClose={onClose}>
      <p className="sheet-about">
        {task.customerName !== undefined && <strong>{task.customerName}</strong>} {task.title}
      </p>
      <div className="postpone-choices">
        {postponeChoices(task, now, zone).map(({ kind, at, tooLate }) => (
          <Button key={kind} size="l" disabled={tooLate} onClick={() => onSubmit(at)}>
            <span>{t(`postpone.${kind}`)}</span>
            <span className="postpone-when">
              {tooLate ? t("postpone.tooLate", { when: closes }) : momentWords(zone, at, now, locale)}
            </span>
          </Button>
        ))}
      </div>
      <div className="postpone-own">
        <Field
          label={t("postpone.choose")}
          error={isTried && !isFit ? t("postpone.range", { when: closes }) : undefined}
        >
          {(control) => (
            <TextInput
              {...control}
              type="datetime-local"
              min={fieldText(zone, now)}
              max={fieldText(zone, task.expiresAt)}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <Button size="l" onClick={submit}>
          {t("postpone.submit")}
        </Button>
      </div>
    </Sheet>
  );
}
