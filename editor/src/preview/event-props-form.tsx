import { eventProps, type Json, type JsonObject } from "@sopflow/schemas";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { PREVIEW_TEXTS } from "../i18n/preview-texts.js";
import { isMoneyProp, propWords } from "../i18n/prop-words.js";
import { useBrand } from "../inspector/brand-context.js";
import { Field, Select, TextInput } from "../ui/field.js";

interface EventPropsFormProps {
  readonly type: string;
  readonly props: JsonObject;
  readonly onChange: (props: JsonObject) => void;
}

/** Ids that only machines care for, and what the engine fills in itself. */
const HIDDEN: ReadonlySet<string> = new Set([
  "advisorId",
  "orderId",
  "refundId",
  "taskId",
  "flowId",
  "nodeId",
  "evidence",
  "by",
  "at",
  "lines",
  "quantity",
  "identities",
  "attributes",
]);
const FEN_PER_YUAN = 100;

/** What happened, in fields: of an order the product and the money, of others what their catalogue says. */
export function EventPropsForm({ type, props, onChange }: EventPropsFormProps) {
  const t = useTexts(PREVIEW_TEXTS);
  const locale = useLocale();
  const isOrder = type.startsWith("order.");
  const shown = eventProps(type).filter((one) => one.kind !== "list" && one.kind !== "date" && !HIDDEN.has(one.name));
  // What a trigger asks for of a custom event is in no catalogue.
  const more = Object.keys(props).filter((name) => !HIDDEN.has(name) && !shown.some((one) => one.name === name));
  const set = (name: string, value: Json | undefined) => {
    const { [name]: _old, ...rest } = props;
    onChange(value === undefined ? rest : { ...rest, [name]: value });
  };
  return (
    <div className="preview-fields">
      {isOrder && <OrderSku props={props} onChange={onChange} />}
      {shown.map(({ name, kind, values }) => (
        <PropField
          key={name}
          label={labelOf(name)}
          kind={kind ?? "string"}
          values={values}
          money={isMoneyProp("props.**", name)}
          value={props[name]}
          onChange={(value) => set(name, value)}
        />
      ))}
      {more.map((name) => (
        <PropField
          key={name}
          label={propWords(name, locale)}
          kind={typeof props[name]}
          value={props[name]}
          onChange={(value) => set(name, value)}
        />
      ))}
    </div>
  );

  function labelOf(name: string): string {
    const words = propWords(name, locale);
    return isMoneyProp("props.**", name) ? t("prop.yuan", { name: words }) : words;
  }
}

interface PropFieldProps {
  readonly label: string;
  readonly kind: string;
  readonly values?: readonly string[] | undefined;
  readonly money?: boolean;
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
}

function PropField({ label, kind, values, money = false, value, onChange }: PropFieldProps) {
  const t = useTexts(PREVIEW_TEXTS);
  const choices = values ?? (kind === "boolean" ? ["true", "false"] : undefined);
  return (
    <Field label={label}>
      {(control) => {
        if (choices) {
          const words = (one: string) => (kind === "boolean" ? t(one === "true" ? "why.yes" : "why.no") : one);
          return (
            <Select
              {...control}
              value={value === undefined ? "" : String(value)}
              onChange={(event) => onChange(readChoice(event.target.value, kind))}
            >
              <option value="">{t("field.unset")}</option>
              {choices.map((one) => (
                <option key={one} value={one}>
                  {words(one)}
                </option>
              ))}
            </Select>
          );
        }
        const shown = typeof value === "number" && money ? value / FEN_PER_YUAN : value;
        return (
          <TextInput
            {...control}
            type={kind === "number" ? "number" : "text"}
            min={0}
            value={typeof shown === "string" || typeof shown === "number" ? shown : ""}
            placeholder={t("prop.optional")}
            onChange={(event) => onChange(readText(event.target.value, kind, money))}
          />
        );
      }}
    </Field>
  );
}

function readChoice(text: string, kind: string): Json | undefined {
  if (text === "") return undefined;
  return kind === "boolean" ? text === "true" : text;
}

function readText(text: string, kind: string, money: boolean): Json | undefined {
  if (text === "") return undefined;
  if (kind !== "number") return text;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) return undefined;
  return money ? Math.round(value * FEN_PER_YUAN) : value;
}

/** The product of an order, and how many units: its one line. */
function OrderSku({ props, onChange }: Pick<EventPropsFormProps, "props" | "onChange">) {
  const t = useTexts(PREVIEW_TEXTS);
  const locale = useLocale();
  const { products } = useBrand();
  const [line] = Array.isArray(props.lines) ? props.lines : [];
  const own = typeof line === "object" && line !== null && !Array.isArray(line) ? line : {};
  const sku = typeof own.sku === "string" ? own.sku : "";
  const quantity = typeof own.quantity === "number" ? own.quantity : 1;
  const set = (nextSku: string, units: number) => {
    const { lines: _lines, ...rest } = props;
    onChange(nextSku === "" ? rest : { ...rest, lines: [{ sku: nextSku, quantity: units }] });
  };
  return (
    <>
      <Field label={propWords("sku", locale)}>
        {(control) => (
          <Select {...control} value={sku} onChange={(event) => set(event.target.value, quantity)}>
            <option value="">{t("field.unset")}</option>
            {products.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={propWords("quantity", locale)}>
        {(control) => (
          <TextInput
            {...control}
            type="number"
            min={1}
            value={quantity}
            disabled={sku === ""}
            onChange={(event) => set(sku, Math.max(1, Number(event.target.value) || 1))}
          />
        )}
      </Field>
    </>
  );
}
