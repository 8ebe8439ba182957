import type { FactInfo } from "@sopflow/schemas";
import { useId } from "react";
import { useDocument } from "../../editing/editor-session.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Select, TextInput } from "../../ui/field.js";
import { useBrand } from "../brand-context.js";
import { nameChoices, taskFieldNames } from "./fact-options.js";

interface NameInputsProps {
  readonly info: FactInfo;
  /** What stands for each `*` of the fact's path. */
  readonly names: readonly string[];
  readonly onChange: (path: string) => void;
}

/** Which product, shop, step or field a fact is about. */
export function NameInputs({ info, names, onChange }: NameInputsProps) {
  const t = useTexts(FORM_TEXTS);
  const listId = useId();
  const brand = useBrand();
  const nodes = useDocument((state) => state.flow.nodes);
  const put = (at: number, name: string) => {
    let i = -1;
    onChange(
      info.path.replace(/\*+/g, () => {
        i += 1;
        return i === at ? name : (names[i] ?? "");
      }),
    );
  };
  return (
    <div className="condition-names">
      {names.map((name, at) => {
        const choices = nameChoices(info, at, { nodes }, brand);
        const label = t("fact.which");
        if (choices) {
          const isKnown = choices.some((choice) => choice.value === name);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name is its place in the path
            <Select key={at} aria-label={label} value={name} onChange={(event) => put(at, event.target.value)}>
              {!isKnown && <option value={name}>{name}</option>}
              {choices.map(({ value, label: words }) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </Select>
          );
        }
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name is its place in the path
          <span key={at}>
            <TextInput
              aria-label={label}
              list={`${listId}-${at}`}
              value={name}
              onChange={(event) => {
                const typed = event.target.value.replace(/[^\p{L}\p{N}_.-]/gu, "");
                if (typed !== "") put(at, typed);
              }}
            />
            <datalist id={`${listId}-${at}`}>
              {info.path.includes("fields.") &&
                taskFieldNames({ nodes }).map((one) => <option key={one} value={one} />)}
            </datalist>
          </span>
        );
      })}
    </div>
  );
}
