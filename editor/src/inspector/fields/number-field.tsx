import type { ReactNode } from "react";
import type { FieldPath } from "../../document/set-at-path.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { TextInput } from "../../ui/field.js";
import { FormField } from "../form-field.js";
import { useDraft } from "../use-draft.js";

interface NumberFieldProps {
  readonly path: FieldPath;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly value: number | undefined;
  readonly optional?: boolean;
  /** Said behind the number. */
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
}

export function NumberField({ path, label, hint, value, optional = false, unit, min, max }: NumberFieldProps) {
  const t = useTexts(FORM_TEXTS);
  const draft = useDraft<number | undefined>({
    path,
    value,
    format: (number) => (number === undefined ? "" : String(number)),
    parse: (text) => {
      if (text.trim() === "") return optional ? { value: undefined } : undefined;
      const number = Number(text);
      return Number.isFinite(number) ? { value: number } : undefined;
    },
    unreadable: t("number.needed"),
  });
  return (
    <FormField path={path} label={label} hint={hint} refusal={draft.refusal}>
      {(control) => (
        <div className="with-unit">
          <TextInput
            {...control}
            type="number"
            inputMode="decimal"
            className="number-input"
            value={draft.text}
            {...(min !== undefined && { min })}
            {...(max !== undefined && { max })}
            onChange={(event) => draft.type(event.target.value)}
            onBlur={draft.leave}
          />
          {unit !== undefined && <span>{unit}</span>}
        </div>
      )}
    </FormField>
  );
}
