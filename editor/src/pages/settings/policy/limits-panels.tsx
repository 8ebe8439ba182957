import type { ReactNode } from "react";
import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS, type SettingsText } from "../../../i18n/settings-texts.js";
import { Field, Select, TextArea, TextInput } from "../../../ui/field.js";
import { BREAKER_NUMBERS, type LimitsDraft } from "./limits-draft.js";

interface LimitsPanelsProps {
  readonly limits: LimitsDraft;
  readonly onChange: (limits: LimitsDraft) => void;
  readonly problemAt: (path: string) => string | undefined;
}

const ON_FULL = ["defer", "group_send", "drop", "issue"] as const;

/** When nobody is contacted, how much advisors and steps may do at most, and where webhooks may go. */
export function LimitsPanels({ limits, onChange, problemAt }: LimitsPanelsProps) {
  const t = useTexts(SETTINGS_TEXTS);
  const change = (part: Partial<LimitsDraft>) => onChange({ ...limits, ...part });
  const lines = (name: "personas" | "holidays" | "workdays" | "blackouts" | "hosts", path: string, rows: number) => (
    <Field label={t(`limits.${name}`)} hint={t(`limits.${name}Hint`)} error={problemAt(path)}>
      {(control) => (
        <TextArea
          {...control}
          rows={rows}
          value={limits[name]}
          spellCheck={false}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <>
      <Panel title="limits.calendar">
        {lines("personas", "contactPolicy.personaWindows", 4)}
        {lines("blackouts", "contactPolicy.blackouts", 3)}
        {lines("holidays", "contactPolicy.calendar.holidays", 3)}
        {lines("workdays", "contactPolicy.calendar.workdays", 3)}
      </Panel>
      <Panel title="limits.capacity">
        <Field label={t("limits.onFull")} hint={t("limits.onFullHint")}>
          {(control) => (
            <Select
              {...control}
              value={limits.onFull}
              onChange={(event) => change({ onFull: ON_FULL.find((one) => one === event.target.value) ?? "defer" })}
            >
              {ON_FULL.map((one) => (
                <option key={one} value={one}>
                  {t(`limits.onFull.${one}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {BREAKER_NUMBERS.map((name) => (
          <Field
            key={name}
            label={t(`limits.${name}`)}
            hint={t(`limits.${name}Hint`)}
            error={problemAt(`breaker.${name}`)}
          >
            {(control) => (
              <TextInput
                {...control}
                inputMode="decimal"
                value={limits.breaker[name]}
                onChange={(event) => change({ breaker: { ...limits.breaker, [name]: event.target.value } })}
              />
            )}
          </Field>
        ))}
      </Panel>
      <Panel title="limits.webhooks">
        {lines("hosts", "webhooks.allowedHosts", 3)}
        <label className="check-line">
          <input
            type="checkbox"
            checked={limits.allowPrivate}
            onChange={(event) => change({ allowPrivate: event.target.checked })}
          />{" "}
          <span>{t("limits.allowPrivate")}</span>
        </label>
      </Panel>
    </>
  );
}

function Panel({ title, children }: { readonly title: SettingsText; readonly children: ReactNode }) {
  const t = useTexts(SETTINGS_TEXTS);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t(title)}</h2>
      </div>
      <div className="panel-body form-grid">{children}</div>
    </section>
  );
}
