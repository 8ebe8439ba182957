import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS, type SettingsText } from "../../../i18n/settings-texts.js";
import type { Say } from "../../../i18n/texts.js";
import { TimeInput } from "../../../inspector/fields/time-input.js";
import { Field, TextInput } from "../../../ui/field.js";
import { faultWords } from "../field-fault.js";
import { SettingsForm } from "../settings-form.js";
import { type SettingsPart, useSettingsForm } from "../use-settings-form.js";
import { LimitEditor } from "./limit-editor.js";
import { LimitsPanels } from "./limits-panels.js";
import {
  CAMPAIGN_NUMBERS,
  LIMIT_KINDS,
  type PolicyDraft,
  readPolicy,
  SUPPRESS_NUMBERS,
  writePolicy,
} from "./policy-draft.js";

const PART: SettingsPart<PolicyDraft> = { read: readPolicy, write: writePolicy };
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

const SUPPRESS_LABELS = {
  notNeededDays: "policy.notNeeded",
  afterUnwellDays: "policy.afterUnwell",
  sameSkuDays: "policy.sameSku",
} as const satisfies Record<string, SettingsText>;

/** How often customers may be contacted, in the whole brand. */
export function ContactPolicyForm({ readonly }: { readonly: boolean }) {
  const t = useTexts(SETTINGS_TEXTS);
  const form = useSettingsForm(PART);
  const problemAt = (path: string) => faultWords(form.faults[path] ?? form.faults[`contactPolicy.${path}`], t);
  return (
    <SettingsForm form={form} readonly={readonly}>
      {(draft) => (
        <>
          <p className="form-note">{t("policy.intro")}</p>
          <section className="panel">
            <div className="panel-head">
              <h2>{t("policy.window")}</h2>
            </div>
            <div className="panel-body form-grid">
              <Field label={t("policy.start")} error={problemAt("window.start")}>
                {(control) => (
                  <TimeInput {...control} value={draft.start} onChange={(start) => form.change({ start })} />
                )}
              </Field>
              <Field label={t("policy.end")} error={problemAt("window.end")} hint={endHint(draft, t)}>
                {(control) => <TimeInput {...control} value={draft.end} onChange={(end) => form.change({ end })} />}
              </Field>
              <Weekdays
                days={draft.days}
                problem={problemAt("window.days")}
                onChange={(days) => form.change({ days })}
              />
            </div>
          </section>
          <section className="panel">
            <div className="panel-head">
              <h2>{t("policy.limits")}</h2>
            </div>
            <div className="panel-body">
              {LIMIT_KINDS.map((kind) => (
                <LimitEditor
                  key={kind}
                  kind={kind}
                  limit={draft.limits[kind]}
                  onChange={(limit) => form.change({ limits: { ...draft.limits, [kind]: limit } })}
                  problemAt={(path) => problemAt(`${kind}.${path}`)}
                />
              ))}
            </div>
          </section>
          <NumbersPanel
            title={t("policy.campaign")}
            fields={CAMPAIGN_NUMBERS.map((name) => ({
              key: name,
              label: t(`policy.${name}`),
              value: draft.campaign[name],
              problem: problemAt(`campaign.${name}`),
              onChange: (text) => form.change({ campaign: { ...draft.campaign, [name]: text } }),
            }))}
          />
          <NumbersPanel
            title={t("policy.suppress")}
            fields={SUPPRESS_NUMBERS.map((name) => ({
              key: name,
              label: t(SUPPRESS_LABELS[name]),
              value: draft.suppress[name],
              problem: problemAt(`suppress.${name}`),
              onChange: (text) => form.change({ suppress: { ...draft.suppress, [name]: text } }),
            }))}
          />
          <LimitsPanels
            limits={draft.rest}
            onChange={(rest) => form.change({ rest })}
            problemAt={(path) => problemAt(path)}
          />
        </>
      )}
    </SettingsForm>
  );
}

/** What an end means that does not come after its start. */
function endHint({ start, end }: PolicyDraft, t: Say<SettingsText>): string | undefined {
  if (start < end) return undefined;
  return t(start === end ? "policy.allDay" : "policy.overnight");
}

interface NumbersPanelProps {
  readonly title: string;
  readonly fields: readonly {
    readonly key: string;
    readonly label: string;
    readonly value: string;
    readonly problem: string | undefined;
    readonly onChange: (text: string) => void;
  }[];
}

/** Whole numbers in a row. */
const NumbersPanel = ({ title, fields }: NumbersPanelProps) => (
  <section className="panel">
    <div className="panel-head">
      <h2>{title}</h2>
    </div>
    <div className="panel-body form-grid">
      {fields.map(({ key, label, value, problem, onChange }) => (
        <Field key={key} label={label} error={problem}>
          {(control) => (
            <TextInput
              {...control}
              inputMode="numeric"
              value={value}
              onChange={(event) => onChange(event.target.value)}
            />
          )}
        </Field>
      ))}
    </div>
  </section>
);

interface WeekdaysProps {
  readonly days: readonly number[];
  readonly problem: string | undefined;
  readonly onChange: (days: readonly number[]) => void;
}

function Weekdays({ days, problem, onChange }: WeekdaysProps) {
  const t = useTexts(SETTINGS_TEXTS);
  return (
    <fieldset className="field">
      <legend className="field-label">{t("policy.days")}</legend>
      <div className="weekdays">
        {WEEKDAYS.map((day) => (
          <label key={day}>
            <input
              type="checkbox"
              checked={days.includes(day)}
              onChange={(event) =>
                onChange(event.target.checked ? [...days, day].sort() : days.filter((d) => d !== day))
              }
            />
            <span>{t(`day.${day}`)}</span>
          </label>
        ))}
      </div>
      {problem !== undefined && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
