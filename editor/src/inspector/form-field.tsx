import type { ReactNode } from "react";
import type { FieldPath } from "../document/set-at-path.js";
import { useLocale } from "../i18n/locale-context.js";
import { type ControlProps, Field } from "../ui/field.js";
import { pathText, problemAt, useForm } from "./form-context.js";

interface FormFieldProps {
  readonly path: FieldPath;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** Why the last thing typed was not taken; comes before what the check says. */
  readonly refusal?: string | undefined;
  readonly children: (control: ControlProps) => ReactNode;
}

/** One control with its label and its problem. `data-path` is how a problem in the list finds it. */
export function FormField({ path, label, hint, refusal, children }: FormFieldProps) {
  const form = useForm();
  const locale = useLocale();
  const problem = problemAt(form, path);
  return (
    <div data-path={pathText(path)} data-severity={problem?.severity}>
      <Field label={label} hint={hint} error={refusal ?? problem?.message[locale]}>
        {children}
      </Field>
    </div>
  );
}

interface FormGroupProps {
  readonly path: FieldPath;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}

/** Several controls that make one value; their own problems are shown at them. */
export function FormGroup({ path, label, hint, children }: FormGroupProps) {
  const form = useForm();
  const locale = useLocale();
  const problem = problemAt(form, path, false);
  return (
    <fieldset className="form-group" data-path={pathText(path)} data-severity={problem?.severity}>
      <legend className="field-label">{label}</legend>
      {hint !== undefined && <p className="field-hint">{hint}</p>}
      {children}
      {problem && <p className="field-error">{problem.message[locale]}</p>}
    </fieldset>
  );
}
