import type { ReactNode } from "react";
import type { FieldPath } from "../../document/set-at-path.js";
import { TextArea, TextInput } from "../../ui/field.js";
import { FormField } from "../form-field.js";
import { useDraft } from "../use-draft.js";

interface TextFieldProps {
  readonly path: FieldPath;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly value: string | undefined;
  /** An empty text takes the field away. */
  readonly optional?: boolean;
  readonly long?: boolean;
  readonly placeholder?: string;
  /** Offered while typing; anything else may be typed too. */
  readonly suggestions?: readonly string[];
}

export function TextField({
  path,
  label,
  hint,
  value,
  optional = false,
  long = false,
  placeholder,
  suggestions,
}: TextFieldProps) {
  const draft = useDraft<string | undefined>({
    path,
    value,
    format: (text) => text ?? "",
    parse: (text) => ({ value: optional && text === "" ? undefined : text }),
  });
  return (
    <FormField path={path} label={label} hint={hint} refusal={draft.refusal}>
      {(control) => {
        const shared = {
          ...control,
          value: draft.text,
          ...(placeholder !== undefined && { placeholder }),
          onBlur: draft.leave,
        };
        if (long) return <TextArea {...shared} rows={3} onChange={(event) => draft.type(event.target.value)} />;
        const listId = `${control.id}-list`;
        return (
          <>
            <TextInput
              {...shared}
              {...(suggestions && { list: listId })}
              onChange={(event) => draft.type(event.target.value)}
            />
            {suggestions && (
              <datalist id={listId}>
                {suggestions.map((one) => (
                  <option key={one} value={one} />
                ))}
              </datalist>
            )}
          </>
        );
      }}
    </FormField>
  );
}
