import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS, type SettingsText } from "../../../i18n/settings-texts.js";
import { Field, Select, TextInput } from "../../../ui/field.js";
import { faultWords } from "../field-fault.js";
import { SettingsForm } from "../settings-form.js";
import { type SettingsPart, useSettingsForm } from "../use-settings-form.js";
import { type BrandDraft, GROUP_SEND_CAPS, readBrand, TRACE_VALUES, writeBrand } from "./brand-draft.js";

const PART: SettingsPart<BrandDraft> = { read: readBrand, write: writeBrand };

interface BrandField {
  readonly name: keyof BrandDraft;
  readonly label: SettingsText;
  readonly hint?: SettingsText;
  readonly numeric?: boolean;
  /** One of these, instead of free text. */
  readonly choices?: readonly { readonly value: string; readonly label: SettingsText }[];
}

const CAPS = GROUP_SEND_CAPS.map((value) => ({ value, label: `brand.cap.${value}` }) as const);
const KEPT_OR_NOT = TRACE_VALUES.map((value) => ({ value, label: `brand.traceValues.${value}` }) as const);

const PARTS: readonly { readonly title: SettingsText; readonly fields: readonly BrandField[] }[] = [
  {
    title: "brand.title",
    fields: [
      { name: "brand", label: "brand.name" },
      { name: "timezone", label: "brand.timezone", hint: "brand.timezoneHint" },
    ],
  },
  {
    title: "brand.tiers",
    fields: [
      { name: "highSpend180", label: "brand.high", hint: "brand.thresholdHint", numeric: true },
      { name: "coreSpend365", label: "brand.core", hint: "brand.thresholdHint", numeric: true },
    ],
  },
  {
    title: "brand.data",
    fields: [
      { name: "latenessHours", label: "brand.lateness", hint: "brand.latenessHint", numeric: true },
      { name: "orderLatenessHours", label: "brand.orderLateness", hint: "brand.latenessHint", numeric: true },
      { name: "retentionDays", label: "brand.retention", hint: "brand.retentionHint", numeric: true },
      { name: "traceDays", label: "brand.traceDays", hint: "brand.traceDaysHint", numeric: true },
      { name: "traceValues", label: "brand.traceValues", hint: "brand.traceValuesHint", choices: KEPT_OR_NOT },
    ],
  },
  {
    title: "brand.wecom",
    fields: [
      { name: "mergeSeconds", label: "brand.mergeSeconds", hint: "brand.mergeSecondsHint", numeric: true },
      { name: "gapMinutes", label: "brand.gapMinutes", hint: "brand.gapMinutesHint", numeric: true },
      { name: "groupSendCap", label: "brand.groupSendCap", hint: "brand.groupSendCapHint", choices: CAPS },
    ],
  },
];

export function BrandForm({ readonly }: { readonly: boolean }) {
  const t = useTexts(SETTINGS_TEXTS);
  const form = useSettingsForm(PART);
  return (
    <SettingsForm form={form} readonly={readonly}>
      {(draft) => (
        <>
          {PARTS.map(({ title, fields }) => (
            <section key={title} className="panel">
              <div className="panel-head">
                <h2>{t(title)}</h2>
              </div>
              <div className="panel-body form-grid">
                {fields.map(({ name, label, hint, numeric, choices }) => (
                  <Field
                    key={name}
                    label={t(label)}
                    {...(hint && { hint: t(hint) })}
                    error={faultWords(form.faults[name], t)}
                  >
                    {(control) =>
                      choices ? (
                        <Select
                          {...control}
                          value={draft[name]}
                          onChange={(event) => form.change({ [name]: event.target.value })}
                        >
                          {choices.map((choice) => (
                            <option key={choice.value} value={choice.value}>
                              {t(choice.label)}
                            </option>
                          ))}
                        </Select>
                      ) : (
                        <TextInput
                          {...control}
                          {...(numeric && { inputMode: "numeric" as const })}
                          {...(name === "timezone" && { list: "zones" })}
                          maxLength={80}
                          value={draft[name]}
                          onChange={(event) => form.change({ [name]: event.target.value })}
                        />
                      )
                    }
                  </Field>
                ))}
              </div>
            </section>
          ))}
          <datalist id="zones">
            {Intl.supportedValuesOf("timeZone").map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </SettingsForm>
  );
}
