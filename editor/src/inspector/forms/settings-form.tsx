import type { FlowSettings, Goal } from "@sopflow/schemas";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { eventWords } from "../../i18n/value-words.js";
import { Select } from "../../ui/field.js";
import { ConditionField } from "../conditions/condition-field.js";
import { ChoiceField, OptionalPart } from "../fields/choice-field.js";
import { DurationField } from "../fields/duration-field.js";
import { EventField } from "../fields/event-field.js";
import { NumberField } from "../fields/number-field.js";
import { TextField } from "../fields/text-field.js";
import { TimeField, WeekdaysField } from "../fields/time-fields.js";
import { Section, useForm } from "../form-context.js";
import { FormField } from "../form-field.js";
import { ExitRulesList } from "../lists/exit-rules-list.js";
import { ListEditor } from "../lists/list-editor.js";
import { newPartId } from "../new-part-id.js";

const ZONES = ["Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore"];

/** What holds for the whole flow: entry, exits, goals, contact hours, order of precedence. */
export function SettingsForm({ settings }: { settings: FlowSettings }) {
  const t = useTexts(FORM_TEXTS);
  return (
    <>
      <Section title={t("settings.entry")}>
        <Reentry value={settings.reentry} />
      </Section>
      <Section title={t("settings.exits")}>
        <ExitRulesList
          path={["exitWhen"]}
          label={t("settings.exitWhen")}
          hint={t("settings.exitHint")}
          value={settings.exitWhen}
          withTags
        />
      </Section>
      <Section title={t("settings.goals")}>
        <Goals value={settings.goals} />
      </Section>
      <Section title={t("settings.contact")}>
        <ContactWindow value={settings.contactWindow} />
        <NumberField
          path={["priority"]}
          label={t("priority")}
          hint={t("settings.priorityHint")}
          value={settings.priority}
          min={0}
          max={100}
        />
        <ChoiceField
          path={["onBudget"]}
          label={t("settings.onBudget")}
          value={settings.onBudget}
          choices={[
            { value: "defer", label: t("onBudget.defer") },
            { value: "drop", label: t("onBudget.drop") },
          ]}
        />
        {settings.onBudget === "defer" ? (
          <DurationField path={["deferMax"]} label={t("settings.deferMax")} value={settings.deferMax} />
        ) : (
          <div data-path="deferMax" />
        )}
      </Section>
      <Section title={t("more")} more>
        <TextField path={["timezone"]} label={t("settings.timezone")} value={settings.timezone} suggestions={ZONES} />
        <OptionalPart path={["maxStay"]} label={t("settings.maxStay")} value={settings.maxStay} initial="P180D">
          <DurationField path={["maxStay"]} label={t("settings.maxStayLabel")} value={settings.maxStay ?? "P180D"} />
        </OptionalPart>
        <TextField
          path={["key"]}
          label={t("settings.key")}
          hint={t("settings.keyHint")}
          value={settings.key}
          optional
        />
      </Section>
    </>
  );
}

function Reentry({ value }: { value: FlowSettings["reentry"] }) {
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  const kind = typeof value === "string" ? value : "after";
  return (
    <>
      <FormField path={["reentry"]} label={t("settings.reentry")}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={({ target }) => change(["reentry"], target.value === "after" ? { after: "P30D" } : target.value)}
          >
            <option value="never">{t("reentry.never")}</option>
            <option value="after_exit">{t("reentry.after_exit")}</option>
            <option value="after">{t("reentry.after")}</option>
          </Select>
        )}
      </FormField>
      {typeof value === "object" && (
        <DurationField path={["reentry", "after"]} label={t("reentry.afterLabel")} value={value.after} />
      )}
    </>
  );
}

function ContactWindow({ value }: { value: FlowSettings["contactWindow"] }) {
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  return (
    <OptionalPart
      path={["contactWindow"]}
      label={t("settings.window")}
      value={value}
      initial={{ start: "09:00", end: "21:00", days: [1, 2, 3, 4, 5, 6, 7] }}
    >
      <div className="two">
        <TimeField path={["contactWindow", "start"]} label={t("settings.from")} value={value?.start} />
        <TimeField path={["contactWindow", "end"]} label={t("settings.to")} value={value?.end} />
      </div>
      <WeekdaysField
        path={["contactWindow", "days"]}
        label={t("settings.days")}
        value={value?.days ?? []}
        onChange={(days) => change(["contactWindow", "days"], days)}
      />
    </OptionalPart>
  );
}

function Goals({ value }: { value: readonly Goal[] }) {
  const t = useTexts(FORM_TEXTS);
  const locale = useLocale();
  return (
    <ListEditor
      path={["goals"]}
      label={t("goals")}
      hint={t("goals.hint")}
      items={value}
      max={20}
      keyOf={(_, i) => String(i)}
      titleOf={(goal) => eventWords(goal.on, locale)}
      create={(): Goal => ({ id: newPartId(value, "goal"), on: "order.paid", where: { all: [] }, within: "P14D" })}
      addLabel={t("goals.add")}
    >
      {(goal, at) => (
        <>
          <EventField path={[...at, "on"]} label={t("goals.on")} value={goal.on} />
          <ConditionField
            path={[...at, "where"]}
            label={t("where.and")}
            value={goal.where}
            place={{ event: goal.on, enrolled: true }}
            empty={t("where.everyEvent")}
          />
          <div className="two">
            <DurationField path={[...at, "within"]} label={t("goals.within")} value={goal.within} />
            <TextField path={[...at, "id"]} label={t("goals.id")} value={goal.id} />
          </div>
        </>
      )}
    </ListEditor>
  );
}
