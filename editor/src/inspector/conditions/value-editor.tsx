import {
  type ConditionLeaf,
  type ConditionLiteral,
  type FactInfo,
  type FactReference,
  isFactReference,
} from "@sopflow/schemas";
import { ArrowLeftRight } from "lucide-react";
import { useSpeech } from "../../canvas/locale-context.js";
import type { FieldPath } from "../../document/set-at-path.js";
import { useDocument } from "../../editing/editor-session.js";
import { factWords } from "../../i18n/fact-words.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { IconButton } from "../../ui/button.js";
import { Select, TextInput } from "../../ui/field.js";
import { useBrand } from "../brand-context.js";
import { ChipsInput } from "../fields/chips-field.js";
import { TimeInput } from "../fields/time-input.js";
import { useForm } from "../form-context.js";
import type { ValueShape } from "./condition-model.js";
import { FactPicker } from "./fact-picker.js";
import { NumberInput, TextValue } from "./literal-inputs.js";
import { leafPath as pathOf } from "./use-new-leaf.js";
import { valueChoices, weekdayChoices } from "./value-choices.js";

/** `2026-06-18`; an instant shows its day. */
const DATE_LENGTH = 10;

interface ValueEditorProps {
  readonly path: FieldPath;
  readonly value: ConditionLeaf["value"];
  readonly shape: ValueShape;
  readonly info: FactInfo | undefined;
  readonly leafPath: string | undefined;
  /** Compares with another fact, or with a value again when it does. */
  readonly onReference: (reference: FactReference) => void;
}

/** What a fact is compared with: a value of its kind in plain words, or another fact. */
export function ValueEditor(props: ValueEditorProps) {
  const { value, shape, onReference } = props;
  const t = useTexts(FORM_TEXTS);
  const { locale, names } = useSpeech();
  const mayRefer = shape.kind === "one";
  if (isFactReference(value)) {
    return (
      <div className="condition-value">
        <FactPicker
          onPick={({ fact, path }) => onReference({ fact, ...pathOf(path) })}
          trigger={
            <button type="button" className="condition-fact" aria-label={t("fact.change")}>
              {factWords(value.fact, value.path, locale, names)}
            </button>
          }
        />
        <IconButton size="s" label={t("value.fixed")} onClick={() => onReference(value)}>
          <ArrowLeftRight size={14} aria-hidden />
        </IconButton>
      </div>
    );
  }
  return (
    <div className="condition-value">
      <Literal {...props} value={value} />
      {mayRefer && (
        <FactPicker
          onPick={({ fact, path }) => onReference({ fact, ...pathOf(path) })}
          trigger={
            <IconButton size="s" label={t("value.compare")}>
              <ArrowLeftRight size={14} aria-hidden />
            </IconButton>
          }
        />
      )}
    </div>
  );
}

function Literal({ path, value, shape, info, leafPath }: ValueEditorProps & { value: ConditionLiteral }) {
  const t = useTexts(FORM_TEXTS);
  const locale = useLocale();
  const { change } = useForm();
  const brand = useBrand();
  const nodes = useDocument((state) => state.flow.nodes);
  const offered = valueChoices(info, leafPath, { nodes }, brand, locale);
  const label = t("value.label");
  const put = (next: ConditionLiteral) => change(path, next);

  if (shape.kind === "days") return <NumberInput path={path} value={value} label={label} unit={t("unit.day")} whole />;
  if (shape.kind === "many") {
    const list = Array.isArray(value) ? value : [];
    const isNumber = shape.of === "number";
    return (
      <ChipsInput
        label={label}
        values={list.map(String)}
        suggestions={offered?.choices ?? []}
        closed={offered?.closed ?? false}
        onChange={(values) => {
          const numbers = values.map(Number);
          put(isNumber ? numbers.filter(Number.isFinite) : values);
          return undefined;
        }}
      />
    );
  }
  const kind = shape.kind === "one" ? shape.of : undefined;
  if (kind === "boolean") {
    return (
      <Select aria-label={label} value={String(value)} onChange={(event) => put(event.target.value === "true")}>
        <option value="true">{t("value.yes")}</option>
        <option value="false">{t("value.no")}</option>
      </Select>
    );
  }
  if (info?.fact === "now" && info.path === "weekday") {
    return (
      <Select aria-label={label} value={String(value)} onChange={(event) => put(Number(event.target.value))}>
        {weekdayChoices(locale).map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Select>
    );
  }
  if (kind === "number")
    return <NumberInput path={path} value={value} label={label} {...(info?.unit && { of: info.unit })} />;
  if (info?.ordered) return <TimeInput aria-label={label} value={String(value)} onChange={put} />;
  if (kind === "date") {
    return (
      <TextInput
        type="date"
        className="time-input"
        aria-label={label}
        value={String(value).slice(0, DATE_LENGTH)}
        onChange={(event) => event.target.value !== "" && put(event.target.value)}
      />
    );
  }
  if (offered?.closed) {
    const isKnown = offered.choices.some((choice) => choice.value === value);
    return (
      <Select aria-label={label} value={String(value)} onChange={(event) => put(event.target.value)}>
        {!isKnown && <option value={String(value)}>{value === "" ? t("value.choose") : String(value)}</option>}
        {offered.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Select>
    );
  }
  return (
    <TextValue path={path} value={value} label={label} anyKind={kind === undefined} choices={offered?.choices ?? []} />
  );
}
