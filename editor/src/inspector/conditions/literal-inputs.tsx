import type { ConditionLiteral } from "@sopflow/schemas";
import { useId } from "react";
import type { FieldPath } from "../../document/set-at-path.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Select, TextInput } from "../../ui/field.js";
import type { Choice } from "../brand-context.js";
import { useForm } from "../form-context.js";
import { useDraft } from "../use-draft.js";

/** What a number is multiplied by in the file: yuan are kept as fen, per cent as shares. */
const SCALE = { fen: 100, share: 0.01, days: 1 } as const;

interface NumberInputProps {
  readonly path: FieldPath;
  readonly value: ConditionLiteral;
  readonly label: string;
  /** What the fact counts in. */
  readonly of?: keyof typeof SCALE;
  readonly unit?: string;
  readonly whole?: boolean;
}

export function NumberInput({ path, value, label, of, unit, whole = false }: NumberInputProps) {
  const t = useTexts(FORM_TEXTS);
  const scale = of === undefined ? 1 : SCALE[of];
  const draft = useDraft<number>({
    path,
    value: typeof value === "number" ? value : 0,
    format: (number) => String(Math.round((number / scale) * 1e6) / 1e6),
    parse: (text) => {
      const number = Number(text);
      if (text.trim() === "" || !Number.isFinite(number) || (whole && !Number.isInteger(number))) return undefined;
      const scaled = number * scale;
      return { value: of === "fen" ? Math.round(scaled) : Math.round(scaled * 1e8) / 1e8 };
    },
    unreadable: t("number.needed"),
  });
  const words = unit ?? (of === undefined ? "" : t(`unit.${of}`));
  return (
    <div className="with-unit">
      <TextInput
        type="number"
        inputMode="decimal"
        className="number-input"
        aria-label={label}
        aria-invalid={draft.refusal === undefined ? undefined : true}
        value={draft.text}
        onChange={(event) => draft.type(event.target.value)}
        onBlur={draft.leave}
      />
      {words !== "" && <span>{words}</span>}
    </div>
  );
}

interface TextValueProps {
  readonly path: FieldPath;
  readonly value: ConditionLiteral;
  readonly label: string;
  readonly choices: readonly Choice[];
  /** Nothing is known of the fact: the author says what kind of value it is. */
  readonly anyKind: boolean;
}

const KINDS = ["string", "number", "boolean"] as const;

export function TextValue({ path, value, label, choices, anyKind }: TextValueProps) {
  const t = useTexts(FORM_TEXTS);
  const { change, seal } = useForm();
  const listId = useId();
  const kind = KINDS.find((one) => one === typeof value) ?? "string";
  const setKind = (next: string) =>
    change(
      path,
      next === "number" ? Number(value) || 0 : next === "boolean" ? true : value === true ? "" : String(value),
    );
  return (
    <>
      {anyKind && (
        <Select
          className="kind-select"
          aria-label={t("value.kind")}
          value={kind}
          onChange={(event) => setKind(event.target.value)}
        >
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {t(`kind.${one}`)}
            </option>
          ))}
        </Select>
      )}
      {kind === "number" && <NumberInput path={path} value={value} label={label} />}
      {kind === "boolean" && (
        <Select
          aria-label={label}
          value={String(value)}
          onChange={(event) => change(path, event.target.value === "true")}
        >
          <option value="true">{t("value.yes")}</option>
          <option value="false">{t("value.no")}</option>
        </Select>
      )}
      {kind === "string" && (
        <>
          <TextInput
            aria-label={label}
            list={listId}
            placeholder={t("value.placeholder")}
            value={value === null ? "" : String(value)}
            onChange={({ target }) =>
              change(path, choices.find((choice) => choice.label === target.value)?.value ?? target.value)
            }
            onBlur={seal}
          />
          <datalist id={listId}>
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </datalist>
        </>
      )}
    </>
  );
}
