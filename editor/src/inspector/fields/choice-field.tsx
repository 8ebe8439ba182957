import type { ReactNode } from "react";
import type { FieldPath } from "../../document/set-at-path.js";
import { Check, Select } from "../../ui/field.js";
import type { Choice } from "../brand-context.js";
import { pathText, useForm } from "../form-context.js";
import { FormField } from "../form-field.js";

interface ChoiceFieldProps {
  readonly path: FieldPath;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly value: string | undefined;
  readonly choices: readonly Choice[];
  /** What to call no choice; absent = one must be made. */
  readonly none?: string;
}

/** One of a few. A value that is not among them (an advisor who left) is still shown. */
export function ChoiceField({ path, label, hint, value, choices, none }: ChoiceFieldProps) {
  const { change } = useForm();
  const isKnown = value === undefined || choices.some((choice) => choice.value === value);
  return (
    <FormField path={path} label={label} hint={hint}>
      {(control) => (
        <Select
          {...control}
          value={value ?? ""}
          onChange={(event) => change(path, event.target.value === "" ? undefined : event.target.value)}
        >
          {none !== undefined && <option value="">{none}</option>}
          {!isKnown && <option value={value}>{value}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}

interface CheckFieldProps {
  readonly path: FieldPath;
  readonly label: ReactNode;
  readonly value: boolean | undefined;
  /** Off = the field is taken away, not `false`. */
  readonly offIsAbsent?: boolean;
}

export function CheckField({ path, label, value, offIsAbsent = false }: CheckFieldProps) {
  const { change } = useForm();
  return (
    <div data-path={pathText(path)}>
      <Check
        checked={value ?? false}
        onChange={(event) => change(path, event.target.checked ? true : offIsAbsent ? undefined : false)}
      >
        {label}
      </Check>
    </div>
  );
}

interface OptionalPartProps {
  readonly path: FieldPath;
  readonly label: ReactNode;
  readonly value: unknown;
  /** What it is when it is switched on. */
  readonly initial: unknown;
  readonly children: ReactNode;
}

/** Fields that are there only when switched on. */
export function OptionalPart({ path, label, value, initial, children }: OptionalPartProps) {
  const { change } = useForm();
  return (
    <div className="optional-part" data-path={pathText(path)}>
      <Check
        checked={value !== undefined}
        onChange={(event) => change(path, event.target.checked ? initial : undefined)}
      >
        {label}
      </Check>
      {value !== undefined && <div className="optional-part-body">{children}</div>}
    </div>
  );
}
