import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { ConditionField } from "../conditions/condition-field.js";
import { OptionalPart } from "../fields/choice-field.js";
import { DurationField } from "../fields/duration-field.js";
import { EventField } from "../fields/event-field.js";
import { MaterialsList } from "../lists/materials-list.js";
import { ScriptField } from "../scripts/script-field.js";
import type { NodeForm } from "./node-form.js";
import { TriggerCommonFields } from "./trigger-common-fields.js";

export const TriggerEventForm: NodeForm<"trigger.event"> = ({ data }) => {
  const t = useTexts(FORM_TEXTS);
  const { event, where, maxAge, welcome } = data;
  return (
    <>
      <EventField path={["event"]} label={t("trigger.event")} value={event} />
      <ConditionField
        path={["where"]}
        label={t("where.and")}
        value={where}
        place={{ event, enrolled: false }}
        empty={t("where.everyEvent")}
      />
      {(event === "friend.added" || welcome !== undefined) && (
        <OptionalPart
          path={["welcome"]}
          label={t("trigger.welcome")}
          value={welcome}
          initial={{ text: t("trigger.welcomeText"), materials: [] }}
        >
          <ScriptField path={["welcome", "text"]} label={t("trigger.welcomeLabel")} value={welcome?.text} />
          <MaterialsList path={["welcome", "materials"]} value={welcome?.materials ?? []} />
        </OptionalPart>
      )}
      <OptionalPart path={["maxAge"]} label={t("trigger.maxAge")} value={maxAge} initial="P1D">
        <DurationField path={["maxAge"]} label={t("trigger.maxAgeLabel")} value={maxAge ?? "P1D"} />
      </OptionalPart>
      <TriggerCommonFields data={data} />
    </>
  );
};
