import type { MadeUpCustomer, MadeUpOrder } from "@sopflow/engine/core";
import { PRICE_SENSITIVITIES, TIERS } from "@sopflow/schemas";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { PREVIEW_TEXTS, type PreviewText } from "../i18n/preview-texts.js";
import { valueWords } from "../i18n/value-words.js";
import { useBrand } from "../inspector/brand-context.js";
import { Field, Select, TextInput } from "../ui/field.js";

interface MadeUpFormProps {
  readonly fields: MadeUpCustomer;
  readonly onChange: (fields: MadeUpCustomer) => void;
}

const FEN_PER_YUAN = 100;
const USUAL_ORDER: MadeUpOrder = { daysAgo: 30, amount: 29_900 };

/** The few things of a customer that flows mostly ask for. */
export function MadeUpForm({ fields, onChange }: MadeUpFormProps) {
  const t = useTexts(PREVIEW_TEXTS);
  const locale = useLocale();
  const brand = useBrand();
  const last = fields.orders?.at(-1);
  const set = (part: Loose<MadeUpCustomer>) => onChange(dropUnset({ ...fields, ...part }));
  const setOrder = (part: Loose<Pick<MadeUpOrder, "sku">> & Partial<Omit<MadeUpOrder, "sku">>) => {
    const { sku, ...rest } = { ...USUAL_ORDER, ...last, ...part };
    const order = sku === undefined ? rest : { ...rest, sku };
    set({ orders: [...(fields.orders ?? []).slice(0, -1), order] });
  };
  const text = (name: "name" | "salutation" | "stage" | "channel") => (
    <Field label={t(`field.${name}`)}>
      {(control) => (
        <TextInput
          {...control}
          value={fields[name] ?? ""}
          placeholder={t("field.unset")}
          onChange={(event) => set({ [name]: event.target.value === "" ? undefined : event.target.value })}
        />
      )}
    </Field>
  );
  const number = (label: PreviewText, value: number | undefined, onValue: (value: number | undefined) => void) => (
    <Field label={t(label)}>
      {(control) => (
        <TextInput
          {...control}
          type="number"
          min={0}
          max={3650}
          value={value ?? ""}
          placeholder={t("field.unset")}
          onChange={(event) => onValue(readCount(event.target.value))}
        />
      )}
    </Field>
  );
  const choice = <V extends string>(
    label: PreviewText,
    fact: string,
    values: readonly V[],
    value: V | undefined,
    onValue: (value: V | undefined) => void,
  ) => (
    <Field label={t(label)}>
      {(control) => (
        <Select
          {...control}
          value={value ?? ""}
          onChange={(event) => onValue(values.find((one) => one === event.target.value))}
        >
          <option value="">{t("field.unset")}</option>
          {values.map((one) => (
            <option key={one} value={one}>
              {valueWords("customer", fact, one, locale) ?? one}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
  return (
    <div className="preview-fields">
      {text("name")}
      {text("salutation")}
      {choice("field.tier", "tier", TIERS, fields.tier, (tier) => set({ tier }))}
      {choice("field.sensitivity", "priceSensitivity", PRICE_SENSITIVITIES, fields.priceSensitivity, (value) =>
        set({ priceSensitivity: value }),
      )}
      {number("field.friendDays", fields.friendDays, (friendDays) => set({ friendDays }))}
      {number("field.activeDays", fields.activeDays, (activeDays) => set({ activeDays }))}
      {text("stage")}
      {text("channel")}
      {number("field.boughtDays", last?.daysAgo, (daysAgo) =>
        daysAgo === undefined ? set({ orders: undefined }) : setOrder({ daysAgo }),
      )}
      {number("field.boughtYuan", last && last.amount / FEN_PER_YUAN, (yuan) =>
        setOrder({ amount: (yuan ?? 0) * FEN_PER_YUAN }),
      )}
      <Field label={t("field.boughtSku")} className="preview-wide">
        {(control) => (
          <Select
            {...control}
            value={last?.sku ?? ""}
            onChange={(event) => setOrder({ sku: event.target.value === "" ? undefined : event.target.value })}
          >
            <option value="">{t("field.unset")}</option>
            {brand.products.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t("field.tags")} hint={t("field.tagsHint")} className="preview-wide">
        {(control) => (
          <TextInput
            {...control}
            list="preview-tags"
            defaultValue={(fields.tags ?? []).join("，")}
            onBlur={(event) => set({ tags: readTags(event.target.value) })}
          />
        )}
      </Field>
    </div>
  );
}

const readTags = (text: string): string[] =>
  text
    .split(/[,，、;；]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");

function readCount(text: string): number | undefined {
  const value = Number(text);
  return text.trim() === "" || !Number.isFinite(value) || value < 0 ? undefined : Math.min(value, 100_000);
}

type Loose<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** A field that was emptied is not there. */
const dropUnset = (fields: Loose<MadeUpCustomer>): MadeUpCustomer =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as MadeUpCustomer; // only undefined went
