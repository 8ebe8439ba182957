import type { Task } from "@sopflow/schemas";
import { useState } from "react";
import type { SkipTaskBody } from "../api/wire-types.js";
import { ADVISOR_SHEET_TEXTS, KNOWN_SKIP_REASONS } from "../i18n/advisor-sheet-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "../ui/button.js";
import { Field, TextArea } from "../ui/field.js";
import { Sheet } from "../ui/sheet.js";
import { Chips } from "./chips.js";

interface SkipSheetProps {
  readonly task: Task;
  readonly onSubmit: (body: SkipTaskBody) => void;
  readonly onClose: () => void;
}

/** Why a task is not done: the flow's own reasons, or those that the product knows. */
export function SkipSheet({ task, onSubmit, onClose }: SkipSheetProps) {
  const t = useTexts(ADVISOR_SHEET_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const [reason, setReason] = useState<string>();
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const reasons = task.skipReasons.length > 0 ? task.skipReasons : KNOWN_SKIP_REASONS;
  const options = reasons.map((id) => {
    const known = KNOWN_SKIP_REASONS.find((r) => r === id);
    return { id, label: known ? t(`skip.${known}`) : id };
  });
  const submit = () => {
    setTried(true);
    if (reason !== undefined) onSubmit({ reason, ...(note.trim() !== "" && { note: note.trim() }) });
  };
  return (
    <Sheet
      title={t("skip.title")}
      closeLabel={ui("close")}
      onClose={onClose}
      actions={
        <Button size="l" tone="primary" onClick={submit}>
          {t("skip.submit")}
        </Button>
      }
    >
      <p className="sheet-about">
        {task.customerName !== undefined && <strong>{task.customerName}</strong>} {task.title}
      </p>
      <Chips
        label={t("skip.reasons")}
        name="reason"
        options={options}
        chosen={reason}
        onChoose={setReason}
        error={isTried && reason === undefined ? t("skip.choose") : undefined}
      />
      <Field label={t("outcome.note")}>
        {(control) => (
          <TextArea {...control} rows={2} maxLength={2_000} value={note} onChange={(e) => setNote(e.target.value)} />
        )}
      </Field>
    </Sheet>
  );
}
