import type { Task } from "@sopflow/schemas";
import { useState } from "react";
import type { CompleteTaskBody } from "../api/wire-types.js";
import { ADVISOR_SHEET_TEXTS } from "../i18n/advisor-sheet-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "../ui/button.js";
import { Field, Select, TextArea, TextInput } from "../ui/field.js";
import { Sheet } from "../ui/sheet.js";
import { Chips } from "./chips.js";
import type { SheetOccasion } from "./desk-context.js";
import { type FieldDraft, type OutcomeField, readFields } from "./outcome-fields.js";
import { wasSent } from "./sent-tasks.js";

interface OutcomeSheetProps {
  readonly task: Task;
  /** It opened by itself: the advisor came back from the chat, or the message was just sent into it. */
  readonly occasion: SheetOccasion | undefined;
  readonly onSubmit: (body: CompleteTaskBody) => void;
  readonly onClose: () => void;
}

/** What came of a task: one of the outcomes its flow listens to, and what that outcome asks for. */
export function OutcomeSheet({ task, occasion, onSubmit, onClose }: OutcomeSheetProps) {
  const t = useTexts(ADVISOR_SHEET_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const [outcome, setOutcome] = useState<string>();
  const [draft, setDraft] = useState<FieldDraft>({});
  const [note, setNote] = useState("");
  const [isTried, setTried] = useState(false);
  const chosen = task.outcomes.find(({ id }) => id === outcome);
  const fields = chosen?.fields ?? [];
  const { values, problems } = readFields(fields, draft);
  const isMissing = task.outcomes.length > 0 && !chosen;

  const submit = () => {
    setTried(true);
    if (isMissing || Object.keys(problems).length > 0) return;
    onSubmit({
      ...(outcome !== undefined && { outcome }),
      ...(Object.keys(values).length > 0 && { fields: values }),
      ...(note.trim() !== "" && { note: note.trim() }),
      evidence: wasSent(task.id) ? "sidebar" : "own_word",
    });
  };

  return (
    <Sheet
      title={t("outcome.title")}
      closeLabel={ui("close")}
      onClose={onClose}
      actions={
        <>
          {occasion && (
            <Button size="l" onClick={onClose}>
              {t(occasion === "sent" ? "outcome.after" : "outcome.later")}
            </Button>
          )}
          <Button size="l" tone="primary" onClick={submit}>
            {t("outcome.submit")}
          </Button>
        </>
      }
    >
      <p className="sheet-about">
        {task.customerName !== undefined && <strong>{task.customerName}</strong>} {task.title}
      </p>
      {occasion && <p>{t(`outcome.${occasion}`)}</p>}
      {task.outcomes.length > 0 && (
        <Chips
          label={t("outcome.results")}
          name="outcome"
          options={task.outcomes}
          chosen={outcome}
          onChoose={setOutcome}
          error={isTried && isMissing ? t("outcome.choose") : undefined}
        />
      )}
      {fields.map((field) => (
        <OutcomeInput
          key={`${outcome} ${field.id}`}
          field={field}
          value={draft[field.id] ?? ""}
          error={isTried && problems[field.id] ? t(problems[field.id] ?? "field.number") : undefined}
          onChange={(value) => setDraft({ ...draft, [field.id]: value })}
        />
      ))}
      <Field label={t("outcome.note")}>
        {(control) => (
          <TextArea {...control} rows={2} maxLength={2_000} value={note} onChange={(e) => setNote(e.target.value)} />
        )}
      </Field>
    </Sheet>
  );
}

interface OutcomeInputProps {
  readonly field: OutcomeField;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

function OutcomeInput({ field, value, error, onChange }: OutcomeInputProps) {
  const t = useTexts(ADVISOR_SHEET_TEXTS);
  return (
    <Field label={field.label} error={error}>
      {(control) =>
        field.type === "boolean" ? (
          <Select {...control} value={value} onChange={(e) => onChange(e.target.value)}>
            <option value="">{t("field.unset")}</option>
            <option value="yes">{t("field.yes")}</option>
            <option value="no">{t("field.no")}</option>
          </Select>
        ) : (
          <TextInput
            {...control}
            type={field.type === "date" ? "date" : "text"}
            {...(field.type === "number" && { inputMode: "decimal" })}
            {...(field.type === "daysLeft" && { inputMode: "numeric" })}
            maxLength={500}
            value={value}
            onChange={(e) => onChange(e.target.value)}
          />
        )
      }
    </Field>
  );
}
