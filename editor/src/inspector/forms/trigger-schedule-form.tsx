import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Select } from "../../ui/field.js";
import { ConditionField } from "../conditions/condition-field.js";
import { ChipsInput } from "../fields/chips-field.js";
import { ChoiceField, OptionalPart } from "../fields/choice-field.js";
import { NumberField } from "../fields/number-field.js";
import { TextField } from "../fields/text-field.js";
import { InstantField, WeekdaysField } from "../fields/time-fields.js";
import { TimeInput } from "../fields/time-input.js";
import { pathText, useForm } from "../form-context.js";
import { FormField, FormGroup } from "../form-field.js";
import { type CronParts, readCron, writeCron } from "./cron-parts.js";
import type { NodeForm } from "./node-form.js";
import { soon } from "./soon.js";
import { TriggerCommonFields } from "./trigger-common-fields.js";

const KINDS = ["daily", "weekly", "monthly", "once", "custom"] as const;

export const TriggerScheduleForm: NodeForm<"trigger.schedule"> = ({ data }) => {
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  const { cron, at, ...rest } = data;
  const parts = cron === undefined ? undefined : readCron(cron);
  const kind = parts?.kind ?? "once";
  const time = parts !== undefined && "time" in parts ? parts.time : "10:00";
  const choose = (next: string) => {
    if (next === "once") change([], { ...rest, at: soon(Date.now()) });
    else change([], { ...rest, cron: writeCron(firstParts(next, time, cron)) });
  };
  return (
    <>
      <FormField path={["cron"]} label={t("schedule.repeat")}>
        {(control) => (
          <Select {...control} value={kind} onChange={(event) => choose(event.target.value)}>
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`schedule.${one}`)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      {parts === undefined ? (
        <InstantField path={["at"]} label={t("schedule.at")} value={at} />
      ) : (
        <div data-path={pathText(["at"])}>
          <CronFields parts={parts} />
        </div>
      )}
      <ConditionField
        path={["audience"]}
        label={t("audience")}
        value={data.audience}
        place={{ enrolled: false }}
        empty={t("audience.everyone")}
      />
      <ChoiceField
        path={["catchUp"]}
        label={t("schedule.catchUp")}
        value={data.catchUp}
        choices={[
          { value: "last", label: t("schedule.catchUpLast") },
          { value: "none", label: t("schedule.catchUpNone") },
        ]}
      />
      <OptionalPart path={["sample"]} label={t("schedule.sample")} value={data.sample} initial={{ n: 100 }}>
        <NumberField
          path={["sample", "n"]}
          label={t("schedule.sampleN")}
          value={data.sample?.n}
          unit={t("unit.people")}
          min={1}
        />
      </OptionalPart>
      <TriggerCommonFields data={data} />
    </>
  );
};

function firstParts(kind: string, time: string, cron: string | undefined): CronParts {
  if (kind === "weekly") return { kind, time, days: [1] };
  if (kind === "monthly") return { kind, time, days: [1] };
  return kind === "custom" ? { kind, cron: cron ?? "0 10 * * *" } : { kind: "daily", time };
}

function CronFields({ parts }: { parts: CronParts }) {
  const t = useTexts(FORM_TEXTS);
  const { change, seal } = useForm();
  const put = (next: CronParts) => change(["cron"], writeCron(next));
  if (parts.kind === "custom") {
    return <TextField path={["cron"]} label={t("schedule.cron")} hint={t("schedule.cronHint")} value={parts.cron} />;
  }
  return (
    <div className="stack">
      {parts.kind === "weekly" && (
        <WeekdaysField
          path={["cron"]}
          label={t("schedule.weekdays")}
          value={parts.days}
          onChange={(days) => put({ ...parts, days })}
        />
      )}
      {parts.kind === "monthly" && (
        <FormGroup path={["cron"]} label={t("schedule.dates")}>
          <ChipsInput
            label={t("schedule.dates")}
            values={parts.days.map(String)}
            suggestions={Array.from({ length: 31 }, (_, i) => ({ value: String(i + 1), label: String(i + 1) }))}
            closed
            onChange={(values) => {
              const days = values.map(Number).sort((a, b) => a - b);
              if (days.length > 0) put({ ...parts, days });
              return undefined;
            }}
          />
        </FormGroup>
      )}
      <FormField path={["cron"]} label={t("time")}>
        {(control) => (
          <TimeInput {...control} value={parts.time} onChange={(time) => put({ ...parts, time })} onLeave={seal} />
        )}
      </FormField>
    </div>
  );
}
