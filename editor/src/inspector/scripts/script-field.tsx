import "./script-field.css";
import { Braces, Plus } from "lucide-react";
import { useMemo, useRef } from "react";
import { useSpeech } from "../../canvas/locale-context.js";
import type { FieldPath } from "../../document/set-at-path.js";
import { useDocument } from "../../editing/editor-session.js";
import { PickButton } from "../../editing/pick-popover.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Button } from "../../ui/button.js";
import { TextArea, TextInput } from "../../ui/field.js";
import { useBrand } from "../brand-context.js";
import { FACT_AREAS, type FactArea } from "../conditions/fact-areas.js";
import { FormField } from "../form-field.js";
import { useDraft } from "../use-draft.js";
import { ScriptPreview } from "./script-preview.js";
import { COMMON_VARIABLES, templateVariables, variableText, variableWords } from "./template-variables.js";

interface ScriptFieldProps {
  readonly path: FieldPath;
  readonly label: string;
  readonly value: string | undefined;
  /** One line: a title. */
  readonly short?: boolean;
  /** An empty text takes the field away. */
  readonly optional?: boolean;
}

/** A text with variables: chips put them in where the cursor is, and below stands what a customer would read. */
export function ScriptField({ path, label, value, short = false, optional = false }: ScriptFieldProps) {
  const t = useTexts(FORM_TEXTS);
  const { locale, names } = useSpeech();
  const brand = useBrand();
  const nodes = useDocument((state) => state.flow.nodes);
  const input = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const draft = useDraft<string | undefined>({
    path,
    value,
    format: (text) => text ?? "",
    parse: (text) => ({ value: optional && text === "" ? undefined : text }),
  });
  const choices = useMemo(() => templateVariables({ nodes }, brand, locale, names), [nodes, brand, locale, names]);
  const groups = useMemo(() => {
    const areas = Object.keys(FACT_AREAS) as FactArea[]; // keys of the table itself
    return areas.map((area) => ({
      label: FACT_AREAS[area][locale],
      items: choices
        .map((choice, i) => ({ ...choice, key: String(i), search: [choice.text] }))
        .filter((choice) => choice.area === area)
        .map(({ key, label: words, search }) => ({ key, label: words, search })),
    }));
  }, [choices, locale]);

  const insert = (text: string) => {
    const element = input.current;
    const from = element?.selectionStart ?? draft.text.length;
    const to = element?.selectionEnd ?? from;
    draft.type(draft.text.slice(0, from) + text + draft.text.slice(to));
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(from + text.length, from + text.length);
    });
  };
  return (
    <div className="script">
      <FormField path={path} label={label} refusal={draft.refusal}>
        {(control) => {
          const shared = { ...control, ref: input, value: draft.text, onBlur: draft.leave };
          return short ? (
            <TextInput {...shared} onChange={(event) => draft.type(event.target.value)} />
          ) : (
            <TextArea {...shared} rows={5} onChange={(event) => draft.type(event.target.value)} />
          );
        }}
      </FormField>
      <div className="script-chips">
        {(short ? COMMON_VARIABLES.slice(0, 2) : COMMON_VARIABLES).map((variable) => (
          <Button
            key={variable}
            size="s"
            className="script-chip"
            icon={<Plus size={12} aria-hidden />}
            onClick={() => insert(variableText(variable))}
          >
            {variableWords(variable, locale, names)}
          </Button>
        ))}
        <PickButton
          trigger={
            <Button size="s" tone="quiet" className="script-chip" icon={<Braces size={12} aria-hidden />}>
              {t("script.more")}
            </Button>
          }
          label={t("script.more")}
          placeholder={t("script.search")}
          empty={t("fact.none")}
          groups={groups}
          onPick={(key) => {
            const choice = choices[Number(key)];
            if (choice) insert(choice.text);
          }}
        />
      </div>
      {draft.text.includes("{{") && <ScriptPreview text={draft.text} />}
    </div>
  );
}
