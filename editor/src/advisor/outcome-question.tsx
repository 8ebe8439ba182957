import type { ReactNode } from "react";
import { ADVISOR_SHEET_TEXTS } from "../i18n/advisor-sheet-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { Field, Select, TextInput } from "../ui/field.js";
import { Chips } from "./chips.js";
import type { OutcomeAnswer, ReadAnswer } from "./outcome-answer.js";
import type { OutcomeField } from "./outcome-fields.js";

interface OutcomeQuestionProps {
  readonly name: string;
  readonly label: ReactNode;
  /** None = nothing to choose. */
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly answer: OutcomeAnswer;
  readonly read: ReadAnswer;
  readonly onChange: (answer: OutcomeAnswer) => void;
  /** Somebody tried to submit: what is missing or wrong is said. */
  readonly isTried: boolean;
  readonly isNeeded: boolean;
}

/** What came of one task, and what that asks for. */
export function OutcomeQuestion(props: OutcomeQuestionProps) {
  const { name, label, options, answer, read, onChange, isTried, isNeeded } = props;
  const t = useTexts(ADVISOR_SHEET_TEXTS);
  return (
    <>
      {options.length > 0 && (
        <Chips
          label={label}
          name={name}
          options={options}
          chosen={answer.outcome}
          onChoose={(outcome) => onChange({ ...answer, outcome })}
          error={isTried && isNeeded && read.isMissing ? t("outcome.choose") : undefined}
        />
      )}
      {read.fields.map((field) => (
        <OutcomeInput
          key={`${answer.outcome} ${field.id}`}
          field={field}
          value={answer.draft[field.id] ?? ""}
          error={isTried && read.problems[field.id] ? t(read.problems[field.id] ?? "field.number") : undefined}
          onChange={(value) => onChange({ ...answer, draft: { ...answer.draft, [field.id]: value } })}
        />
      ))}
    </>
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
