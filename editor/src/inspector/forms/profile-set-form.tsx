import type { DataOf } from "@sopflow/schemas";
import { Plus, Trash2 } from "lucide-react";
import { useSpeech } from "../../canvas/locale-context.js";
import { factWords } from "../../i18n/fact-words.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Button, IconButton } from "../../ui/button.js";
import { Check, Select, TextInput } from "../../ui/field.js";
import { attributeChoices, useBrand } from "../brand-context.js";
import { FactPicker } from "../conditions/fact-picker.js";
import { PlaceContext } from "../conditions/place-context.js";
import { leafPath } from "../conditions/use-new-leaf.js";
import { OptionalPart } from "../fields/choice-field.js";
import { TextField } from "../fields/text-field.js";
import { pathText, useForm } from "../form-context.js";
import { FormGroup } from "../form-field.js";
import { useDraft } from "../use-draft.js";
import type { NodeForm } from "./node-form.js";

type Attributes = NonNullable<DataOf<"profile.set">["set"]["attributes"]>;
type Value = Attributes[string];

const INSIDE = { enrolled: true };

export const ProfileSetForm: NodeForm<"profile.set"> = ({ data: { set } }) => {
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  const brand = useBrand();
  const { stage, attributes = {} } = set;
  const free = attributeChoices(brand).filter(({ value }) => !Object.hasOwn(attributes, value));
  return (
    <PlaceContext value={INSIDE}>
      <div className="stack" data-path={pathText(["set"])}>
        <OptionalPart path={["set", "stage"]} label={t("profile.stage")} value={stage} initial="已承接">
          {isReference(stage) ? (
            <ReferenceRow value={stage} onFixed={() => change(["set", "stage"], "已承接")} />
          ) : (
            <TextField path={["set", "stage"]} label={t("profile.stageName")} value={stage} />
          )}
        </OptionalPart>
        <FormGroup path={["set", "attributes"]} label={t("profile.attributes")} hint={t("profile.hint")}>
          {Object.entries(attributes).map(([name, value]) => (
            <AttributeRow key={name} name={name} value={value} />
          ))}
          {free.length > 0 && (
            <Select
              aria-label={t("profile.add")}
              value=""
              onChange={({ target }) =>
                target.value !== "" && change(["set", "attributes", target.value], firstValue(brand, target.value))
              }
            >
              <option value="">{t("profile.add")}</option>
              {free.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
          {Object.keys(brand.attributes).length === 0 && <p className="field-hint">{t("profile.none")}</p>}
        </FormGroup>
      </div>
    </PlaceContext>
  );
};

type Reference = Extract<Value, object>;

const isReference = (value: Value | undefined): value is Reference => typeof value === "object" && value !== null;

function firstValue({ attributes }: ReturnType<typeof useBrand>, name: string): Value {
  const type = attributes[name]?.type;
  if (type === "number") return 0;
  if (type === "boolean") return true;
  return type === "date" ? { fact: "now", path: "$.date" } : "";
}

function AttributeRow({ name, value }: { name: string; value: Value }) {
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  const { attributes } = useBrand();
  const path = ["set", "attributes", name];
  const label = attributes[name]?.label ?? name;
  const type = attributes[name]?.type ?? "text";
  return (
    <div className="attribute-row" data-path={pathText(path)}>
      <span>{label}</span>
      {isReference(value) ? (
        <ReferenceRow
          value={value}
          onFixed={() => change(path, type === "number" ? 0 : type === "boolean" ? true : "")}
        />
      ) : (
        <Fixed name={name} label={label} value={value} type={type} />
      )}
      <Check checked={value === null} onChange={(event) => change(path, event.target.checked ? null : "")}>
        {t("profile.clear")}
      </Check>
      <FactPicker
        onPick={({ fact, path: at }) => change(path, { fact, ...leafPath(at) })}
        trigger={
          <Button size="s" tone="quiet" icon={<Plus size={12} aria-hidden />}>
            {t("profile.fromFact")}
          </Button>
        }
      />
      <IconButton size="s" label={t("list.remove", { name: label })} onClick={() => change(path, undefined)}>
        <Trash2 size={14} aria-hidden />
      </IconButton>
    </div>
  );
}

interface FixedProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | number | boolean | null;
  readonly type: "text" | "number" | "boolean" | "date";
}

function Fixed({ name, label, value, type }: FixedProps) {
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  const path = ["set", "attributes", name];
  const draft = useDraft<string | number | boolean | null>({
    path,
    value,
    format: (one) => (one === null ? "" : String(one)),
    parse: (text) => {
      if (type !== "number") return { value: text };
      const number = Number(text);
      return text.trim() !== "" && Number.isFinite(number) ? { value: number } : undefined;
    },
    unreadable: t("number.needed"),
  });
  if (value === null) return <em>{t("profile.cleared")}</em>;
  if (type === "boolean") {
    return (
      <Select
        aria-label={label}
        value={String(value)}
        onChange={(event) => change(path, event.target.value === "true")}
      >
        <option value="true">{t("value.yes")}</option>
        <option value="false">{t("value.no")}</option>
      </Select>
    );
  }
  return (
    <TextInput
      aria-label={label}
      type={type === "date" ? "date" : type === "number" ? "number" : "text"}
      value={draft.text}
      title={draft.refusal}
      onChange={(event) => draft.type(event.target.value)}
      onBlur={draft.leave}
    />
  );
}

function ReferenceRow({ value, onFixed }: { value: Reference; onFixed: () => void }) {
  const t = useTexts(FORM_TEXTS);
  const { locale, names } = useSpeech();
  return (
    <span className="reference">
      {t("profile.takes", { name: factWords(value.fact, value.path, locale, names) })}
      <Button size="s" tone="quiet" onClick={onFixed}>
        {t("value.fixed")}
      </Button>
    </span>
  );
}
