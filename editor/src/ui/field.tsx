import "./field.css";
import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names.js";

interface FieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong and what to do; undefined while nothing is. */
  readonly error?: string | undefined;
  readonly className?: string;
  /** Gets what ties the control to its label, hint and error. */
  readonly children: (control: ControlProps) => ReactNode;
}

export interface ControlProps {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

/** A labelled control with its hint and its problem. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = error !== undefined || hint !== undefined;
  return (
    <div className={classNames("field", className)}>
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      {children({
        id,
        "aria-describedby": hasNote ? noteId : undefined,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {hasNote && (
        <div id={noteId} className={error === undefined ? "field-hint" : "field-error"}>
          {error ?? hint}
        </div>
      )}
    </div>
  );
}

export const TextInput = ({ className, ...rest }: ComponentProps<"input">) => (
  <input type="text" autoComplete="off" {...rest} className={classNames("input", className)} />
);

export const TextArea = ({ className, ...rest }: ComponentProps<"textarea">) => (
  <textarea {...rest} className={classNames("input", "input-area", className)} />
);

/** The platform's own list: it is right on a phone and with a keyboard, and costs nothing. */
export const Select = ({ className, children, ...rest }: ComponentProps<"select">) => (
  <select {...rest} className={classNames("input", "input-select", className)}>
    {children}
  </select>
);

interface CheckProps extends Omit<ComponentProps<"input">, "type"> {
  readonly children: ReactNode;
}

export const Check = ({ className, children, ...rest }: CheckProps) => (
  <label className={classNames("check", className)}>
    <input {...rest} type="checkbox" />
    <span>{children}</span>
  </label>
);
