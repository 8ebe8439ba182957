import { type ConditionLeaf, isFactReference, parseOperator } from "@sopflow/schemas";
import { ChevronDown, Trash2 } from "lucide-react";
import { useSpeech } from "../../canvas/locale-context.js";
import type { FieldPath } from "../../document/set-at-path.js";
import { useDocument } from "../../editing/editor-session.js";
import { factWords, openNames, plainPath } from "../../i18n/fact-words.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { operatorWords } from "../../i18n/operator-words.js";
import { dateText } from "../../time/brand-time.js";
import { IconButton } from "../../ui/button.js";
import { Select } from "../../ui/field.js";
import { useBrand } from "../brand-context.js";
import { pathText, problemAt, useForm } from "../form-context.js";
import { useZone } from "../zone-context.js";
import { firstOperator, fitValue, operatorsFor, valueShape } from "./condition-model.js";
import { infoOf } from "./fact-options.js";
import { FactPicker } from "./fact-picker.js";
import { NameInputs } from "./name-inputs.js";
import { usePlace } from "./place-context.js";
import { leafPath } from "./use-new-leaf.js";
import { ValueEditor } from "./value-editor.js";

interface LeafEditorProps {
  readonly path: FieldPath;
  readonly leaf: ConditionLeaf;
  readonly onRemove: () => void;
}

/** One comparison: what, how, with what. */
export function LeafEditor({ path, leaf, onRemove }: LeafEditorProps) {
  const t = useTexts(FORM_TEXTS);
  const locale = useLocale();
  const { names } = useSpeech();
  const form = useForm();
  const place = usePlace();
  const brand = useBrand();
  const zone = useZone();
  const flow = useDocument((state) => state.flow);
  const info = infoOf(leaf, { place, flow, brand });
  const problem = problemAt(form, path);
  const today = () => dateText(zone, Date.now());

  const put = (next: ConditionLeaf) => form.change(path, next);
  const chooseFact = (option: { readonly fact: string; readonly path: string }) => {
    const at = { fact: option.fact, ...leafPath(option.path) };
    const nextInfo = infoOf(at, { place, flow, brand });
    const name = parseOperator(leaf.operator)?.name;
    const fits = name !== undefined && operatorsFor(nextInfo).includes(name);
    const operator = fits ? leaf.operator : firstOperator(nextInfo);
    const isSame = info?.kind === nextInfo?.kind && nextInfo?.values === undefined;
    put({ ...at, operator, value: fitValue(isSame ? leaf.value : "", operator, nextInfo, today()) });
  };
  const chooseOperator = (operator: string) =>
    put({ ...leaf, operator, value: fitValue(leaf.value, operator, info, today()) });

  const known: string[] = operatorsFor(info);
  const operators = known.includes(leaf.operator) ? known : [leaf.operator, ...known];
  return (
    <div className="condition-leaf" data-path={pathText(path)} data-severity={problem?.severity}>
      <div className="condition-row">
        <div className="condition-what">
          <FactPicker
            onPick={chooseFact}
            trigger={
              <button type="button" className="condition-fact" title={t("fact.change")}>
                <span>{factWords(leaf.fact, leaf.path, locale, names)}</span>
                <ChevronDown size={13} aria-hidden />
              </button>
            }
          />
          <Select
            className="condition-operator"
            aria-label={t("condition.operator")}
            value={leaf.operator}
            onChange={(event) => chooseOperator(event.target.value)}
          >
            {operators.map((operator) => (
              <option key={operator} value={operator}>
                {operatorWords(operator, locale)}
              </option>
            ))}
          </Select>
        </div>
        <IconButton size="s" label={t("condition.remove")} onClick={onRemove}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      </div>
      {info?.path.includes("*") && info.path !== "attributes.*" && (
        <NameInputs
          info={info}
          names={openNames(info.path, plainPath(leaf.path))}
          onChange={(path) => put({ ...leaf, ...leafPath(path) })}
        />
      )}
      {valueShape(leaf.operator, info).kind !== "none" && (
        <ValueEditor
          path={[...path, "value"]}
          value={leaf.value}
          shape={valueShape(leaf.operator, info)}
          info={info}
          leafPath={leaf.path}
          onReference={
            isFactReference(leaf.value)
              ? () => put({ ...leaf, value: fitValue("", leaf.operator, info, today()) })
              : (reference) => put({ ...leaf, value: reference })
          }
        />
      )}
      {problem && <p className="field-error">{problem.message[locale]}</p>}
    </div>
  );
}
