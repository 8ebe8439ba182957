import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import type { FieldPath } from "../../document/set-at-path.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import type { Choice } from "../brand-context.js";
import { useForm } from "../form-context.js";
import { FormField } from "../form-field.js";

interface ChipsInputProps {
  readonly id?: string;
  readonly label: string;
  readonly values: readonly string[];
  readonly suggestions: readonly Choice[];
  /** Only what is offered may be entered. */
  readonly closed?: boolean;
  readonly placeholder?: string;
  /** Answers why it was refused. */
  readonly onChange: (values: string[]) => string | undefined;
}

/** Several short texts: typed, ended by Enter or a comma, or chosen from what is offered. */
export function ChipsInput({ id, label, values, suggestions, closed = false, placeholder, onChange }: ChipsInputProps) {
  const t = useTexts(FORM_TEXTS);
  const listId = useId();
  const [text, setText] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const nameOf = (value: string) => suggestions.find((one) => one.value === value)?.label ?? value;

  const add = (typed: string) => {
    const words = typed.split(/[,，、\n]/).map((word) => word.trim());
    const wanted = words
      .filter((word) => word !== "")
      .map((word) => suggestions.find((one) => one.label === word || one.value === word)?.value ?? word)
      .filter((word) => !closed || suggestions.some((one) => one.value === word));
    const fresh = [...new Set(wanted)].filter((word) => !values.includes(word));
    const refused = fresh.length === 0 ? undefined : onChange([...values, ...fresh]);
    setRefusal(refused);
    if (refused === undefined) setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      add(text);
    } else if (event.key === "Backspace" && text === "" && values.length > 0) onChange(values.slice(0, -1));
  };
  return (
    <div className="chips">
      {values.map((value) => (
        <span key={value} className="chip">
          {nameOf(value)}
          <button
            type="button"
            aria-label={t("chips.remove", { name: nameOf(value) })}
            onClick={() => onChange(values.filter((one) => one !== value))}
          >
            <X size={12} aria-hidden />
          </button>
        </span>
      ))}
      <input
        id={id}
        type="text"
        aria-label={id === undefined ? label : undefined}
        list={listId}
        autoComplete="off"
        placeholder={values.length === 0 ? (placeholder ?? t("chips.placeholder")) : ""}
        value={text}
        onChange={(event) => {
          const typed = event.target.value;
          // Chosen from the list: there is nothing more to type.
          const isChosen = suggestions.some((one) => one.label === typed && typed.length - text.length > 1);
          if (isChosen || /[,，、]$/.test(typed)) add(typed);
          else setText(typed);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => add(text)}
      />
      <datalist id={listId}>
        {suggestions
          .filter((one) => !values.includes(one.value))
          .map((one) => (
            <option key={one.value} value={one.label} />
          ))}
      </datalist>
      {refusal !== undefined && <p className="field-error">{refusal}</p>}
    </div>
  );
}

interface ChipsFieldProps {
  readonly path: FieldPath;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly value: readonly string[];
  readonly suggestions: readonly Choice[];
  readonly placeholder?: string;
}

export function ChipsField({ path, label, hint, value, suggestions, placeholder }: ChipsFieldProps) {
  const { change } = useForm();
  const locale = useLocale();
  return (
    <FormField path={path} label={label} hint={hint}>
      {(control) => (
        <ChipsInput
          id={control.id}
          label={label}
          values={value}
          suggestions={suggestions}
          {...(placeholder !== undefined && { placeholder })}
          onChange={(values) => change(path, values)[0]?.message[locale]}
        />
      )}
    </FormField>
  );
}
