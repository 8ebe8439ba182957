import { type CampaignSlot, type DataOf, SKIP_REASONS, TASK_CHANNELS, TASK_PURPOSES } from "@sopflow/schemas";
import type { FieldPath } from "../../document/set-at-path.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { CHANNEL_WORDS, PURPOSE_WORDS, SKIP_WORDS } from "../../i18n/value-words.js";
import { ConditionField } from "../conditions/condition-field.js";
import { AssigneeField } from "../fields/assignee-field.js";
import { ChipsField } from "../fields/chips-field.js";
import { ChoiceField, OptionalPart } from "../fields/choice-field.js";
import { DurationField } from "../fields/duration-field.js";
import { NumberField } from "../fields/number-field.js";
import { InstantField } from "../fields/time-fields.js";
import { Section } from "../form-context.js";
import { ExitRulesList } from "../lists/exit-rules-list.js";
import { MaterialsList } from "../lists/materials-list.js";
import { OutcomesList } from "../lists/outcomes-list.js";
import { ScriptField } from "../scripts/script-field.js";
import { ScriptsField } from "../scripts/scripts-field.js";
import { soon } from "./soon.js";

interface TaskWorkFieldsProps {
  /** Where the work stands in the parameters: at their root, or in a slot. */
  readonly path: FieldPath;
  readonly work: DataOf<"task"> | CampaignSlot;
}

/** The work handed to an advisor: the same in a task and in a push of a campaign. */
export function TaskWorkFields({ path, work }: TaskWorkFieldsProps) {
  const t = useTexts(FORM_TEXTS);
  const locale = useLocale();
  const at = (key: string): FieldPath => [...path, key];
  return (
    <>
      <Section title={t("task.what")}>
        <ScriptField path={at("title")} label={t("task.title")} value={work.title} short />
        <ScriptsField path={path} work={work} />
        <MaterialsList path={at("materials")} value={work.materials} />
      </Section>
      <Section title={t("task.how")}>
        <div className="two">
          <ChoiceField
            path={at("channel")}
            label={t("task.channel")}
            value={work.channel}
            choices={TASK_CHANNELS.map((one) => ({ value: one, label: CHANNEL_WORDS[one][locale] }))}
          />
          <ChoiceField
            path={at("purpose")}
            label={t("task.purpose")}
            value={work.purpose}
            choices={TASK_PURPOSES.map((one) => ({ value: one, label: PURPOSE_WORDS[one][locale] }))}
          />
        </div>
        <AssigneeField path={at("assign")} label={t("task.assign")} value={work.assign} />
        <div className="two">
          <DurationField path={at("dueIn")} label={t("task.dueIn")} value={work.dueIn} />
          <DurationField path={at("expireIn")} label={t("task.expireIn")} value={work.expireIn} />
        </div>
      </Section>
      <Section title={t("task.results")}>
        <OutcomesList path={at("outcomes")} value={work.outcomes} />
        <ChipsField
          path={at("skipReasons")}
          label={t("task.skipReasons")}
          hint={t("task.skipHint")}
          value={work.skipReasons}
          suggestions={SKIP_REASONS.map((one) => ({ value: SKIP_WORDS[one][locale], label: SKIP_WORDS[one][locale] }))}
        />
      </Section>
      <Section title={t("task.when")} more>
        <OptionalPart path={at("where")} label={t("task.where")} value={work.where} initial={{ all: [] }}>
          <ConditionField
            path={at("where")}
            label={t("where")}
            value={work.where ?? { all: [] }}
            place={{ enrolled: true }}
          />
        </OptionalPart>
        <OptionalPart
          path={at("validUntil")}
          label={t("task.validUntil")}
          value={work.validUntil}
          initial={soon(Date.now())}
        >
          <InstantField path={at("validUntil")} label={t("task.lastMoment")} value={work.validUntil} />
        </OptionalPart>
        <ExitRulesList
          path={at("cancelOn")}
          label={t("task.cancelOn")}
          hint={t("task.cancelHint")}
          value={work.cancelOn}
        />
      </Section>
      <Section title={t("more")} more>
        <ChoiceField
          path={at("scope")}
          label={t("task.scope")}
          value={work.scope}
          choices={[
            { value: "customer", label: t("task.scopeCustomer") },
            { value: "advisor", label: t("task.scopeAdvisor") },
          ]}
        />
        <AssigneeField
          path={at("fallback")}
          label={t("task.fallback")}
          hint={t("task.fallbackHint")}
          value={work.fallback}
        />
        <NumberField
          path={at("priority")}
          label={t("priority")}
          hint={t("priority.hint")}
          value={work.priority}
          min={0}
          max={100}
        />
        <ChoiceField
          path={at("onFull")}
          label={t("task.onFull")}
          value={work.onFull}
          none={t("unset")}
          choices={(["defer", "group_send", "drop"] as const).map((one) => ({ value: one, label: t(`onFull.${one}`) }))}
        />
      </Section>
    </>
  );
}
