import "./segments.css";
import { useId } from "react";

interface SegmentsProps<C extends string> {
  /** What is chosen; read out. */
  readonly label: string;
  readonly value: C;
  readonly choices: readonly { readonly value: C; readonly label: string }[];
  readonly onChange: (value: C) => void;
}

/** One of a few, side by side. */
export function Segments<C extends string>({ label, value, choices, onChange }: SegmentsProps<C>) {
  const name = useId();
  return (
    <fieldset className="segments">
      <legend className="hidden-text">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input type="radio" name={name} checked={choice.value === value} onChange={() => onChange(choice.value)} />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
