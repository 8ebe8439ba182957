import "./inside.css";
import { useId } from "react";

interface ModeChoicesProps<M extends string> {
  readonly question: string;
  readonly value: M;
  readonly modes: readonly { readonly mode: M; readonly label: string; readonly hint: string }[];
  readonly onChange: (mode: M) => void;
}

/** One of a few ways, each with what it means. */
export function ModeChoices<M extends string>({ question, value, modes, onChange }: ModeChoicesProps<M>) {
  const name = useId();
  return (
    <fieldset className="mode-choices">
      <legend>{question}</legend>
      {modes.map(({ mode, label, hint }) => (
        <label key={mode} className="mode-choice">
          <input type="radio" name={name} checked={mode === value} onChange={() => onChange(mode)} />
          <span>{label}</span>
          <small>{hint}</small>
        </label>
      ))}
    </fieldset>
  );
}
