import "../../inspector/scripts/script-field.css";
import { Plus } from "lucide-react";
import { useRef } from "react";
import { LIBRARY_TEXTS } from "../../i18n/library-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { NO_NAMES } from "../../i18n/names.js";
import { variableText, variableWords } from "../../inspector/scripts/template-variables.js";
import { Button } from "../../ui/button.js";
import { Field, TextArea } from "../../ui/field.js";

/** What is known of every customer wherever an advisor picks a text; more is for the scripts of flows. */
const VARIABLES = ["customer.salutation", "customer.name", "advisor.name"] as const;

interface VariableTextProps {
  readonly label: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (text: string) => void;
}

/** A text with variables: chips put them in where the cursor is. */
export function VariableText({ label, value, problem, onChange }: VariableTextProps) {
  const t = useTexts(LIBRARY_TEXTS);
  const locale = useLocale();
  const input = useRef<HTMLTextAreaElement>(null);
  const insert = (text: string) => {
    const from = input.current?.selectionStart ?? value.length;
    const to = input.current?.selectionEnd ?? from;
    onChange(value.slice(0, from) + text + value.slice(to));
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(from + text.length, from + text.length);
    });
  };
  return (
    <div className="script">
      <Field label={label} hint={t("textHint")} error={problem}>
        {(control) => (
          <TextArea
            {...control}
            ref={input}
            rows={4}
            maxLength={4_000}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      <div className="script-chips">
        {VARIABLES.map((variable) => (
          <Button
            key={variable}
            size="s"
            className="script-chip"
            icon={<Plus size={12} aria-hidden />}
            onClick={() => insert(variableText(variable))}
          >
            {variableWords(variable, locale, NO_NAMES)}
          </Button>
        ))}
      </div>
    </div>
  );
}
