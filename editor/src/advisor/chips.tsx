import type { ReactNode } from "react";

interface ChipsProps {
  readonly label: ReactNode;
  readonly name: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
  readonly error?: string | undefined;
}

/** One of several short answers: a group of radio buttons that are easy to hit. */
export const Chips = ({ label, name, options, chosen, onChoose, error }: ChipsProps) => (
  <fieldset className="chips">
    <legend className="field-label">{label}</legend>
    <div className="chips-row">
      {options.map((option) => (
        <label key={option.id} className="chip">
          <input
            type="radio"
            name={name}
            value={option.id}
            checked={chosen === option.id}
            onChange={() => onChoose(option.id)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
    {error !== undefined && (
      <p className="field-error" role="alert">
        {error}
      </p>
    )}
  </fieldset>
);
