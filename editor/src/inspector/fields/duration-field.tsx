import type { ReactNode } from "react";
import type { FieldPath } from "../../document/set-at-path.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Select, TextInput } from "../../ui/field.js";
import { useForm } from "../form-context.js";
import { FormField } from "../form-field.js";
import { useDraft } from "../use-draft.js";
import { DURATION_UNITS, type DurationPart, durationParts, durationText } from "./duration-parts.js";

interface DurationFieldProps {
  readonly path: FieldPath;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly value: string;
}

/** A length of time as a number and a unit. */
export const DurationField = ({ path, label, hint, value }: DurationFieldProps) => (
  <FormField path={path} label={label} hint={hint}>
    {(control) => <DurationInput path={path} value={value} label={label} control={control} />}
  </FormField>
);

interface DurationInputProps {
  readonly path: FieldPath;
  readonly value: string;
  readonly label: ReactNode;
  readonly control: { readonly id: string };
  /** How the length is written into the file; for offsets with a sign. */
  readonly write?: (text: string) => string;
}

export function DurationInput({ path, value, label, control, write = (text) => text }: DurationInputProps) {
  const parts = durationParts(value);
  return (
    <div className="duration">
      {parts.map((part, i) => (
        <PartInput
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
          key={i}
          path={path}
          part={part}
          id={i === 0 ? control.id : undefined}
          label={label}
          write={(next) => write(durationText(parts.map((one, at) => (at === i ? next : one))))}
        />
      ))}
    </div>
  );
}

interface PartInputProps {
  readonly path: FieldPath;
  readonly part: DurationPart;
  readonly id: string | undefined;
  readonly label: ReactNode;
  readonly write: (part: DurationPart) => string;
}

function PartInput({ path, part, id, label, write }: PartInputProps) {
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  const draft = useDraft<number>({
    path,
    value: part.amount,
    format: String,
    parse: (text) => {
      const amount = Number(text);
      return text.trim() !== "" && Number.isInteger(amount) && amount >= 0 ? { value: amount } : undefined;
    },
    toFile: (amount) => write({ ...part, amount }),
    unreadable: t("number.needed"),
  });
  const name = typeof label === "string" ? label : "";
  return (
    <span className="duration-part">
      <TextInput
        id={id}
        type="number"
        min={0}
        step={1}
        inputMode="numeric"
        className="number-input"
        aria-label={id === undefined ? name : undefined}
        aria-invalid={draft.refusal === undefined ? undefined : true}
        title={draft.refusal}
        value={draft.text}
        onChange={(event) => draft.type(event.target.value)}
        onBlur={draft.leave}
      />
      <Select
        aria-label={t("duration.unit", { name })}
        value={part.unit}
        onChange={(event) => {
          const unit = DURATION_UNITS.find((one) => one === event.target.value);
          if (unit) change(path, write({ ...part, unit }));
        }}
      >
        {DURATION_UNITS.map((unit) => (
          <option key={unit} value={unit}>
            {t(`unit.${unit}`)}
          </option>
        ))}
      </Select>
    </span>
  );
}
