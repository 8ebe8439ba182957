import { classNames } from "./class-names.js";
import { Select } from "./field.js";

export interface FilterChoice {
  readonly value: string;
  readonly label: string;
}
export interface FilterGroup {
  readonly key: string;
  readonly label: string;
  readonly choices: readonly FilterChoice[];
}

interface FilterSelectProps {
  /** What it filters by; read out. */
  readonly label: string;
  /** What it says while nothing is chosen. Undefined: something always is. */
  readonly all?: string;
  /** Empty: nothing is chosen. */
  readonly value: string;
  readonly choices: readonly (FilterChoice | FilterGroup)[];
  readonly onChange: (value: string) => void;
}

const optionOf = ({ value, label }: FilterChoice) => (
  <option key={value} value={value}>
    {label}
  </option>
);

/** One filter of a list. It stands out while it filters. */
export function FilterSelect({ label, all, value, choices, onChange }: FilterSelectProps) {
  return (
    <Select
      aria-label={label}
      className={classNames(all !== undefined && value !== "" && "filter-on")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {all !== undefined && <option value="">{all}</option>}
      {choices.map((choice) =>
        "choices" in choice ? (
          <optgroup key={choice.key} label={choice.label}>
            {choice.choices.map(optionOf)}
          </optgroup>
        ) : (
          optionOf(choice)
        ),
      )}
    </Select>
  );
}
