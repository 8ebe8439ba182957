import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { eventWords } from "../../i18n/value-words.js";
import { ConditionField } from "../conditions/condition-field.js";
import { OptionalPart } from "../fields/choice-field.js";
import { DurationField } from "../fields/duration-field.js";
import { EventField } from "../fields/event-field.js";
import { TextField } from "../fields/text-field.js";
import { ListEditor } from "../lists/list-editor.js";
import { newPartId } from "../new-part-id.js";
import type { NodeForm } from "./node-form.js";

export const WaitEventForm: NodeForm<"wait.event"> = ({ data: { on, timeout, lookback } }) => {
  const t = useTexts(FORM_TEXTS);
  const locale = useLocale();
  return (
    <>
      <ListEditor
        path={["on"]}
        label={t("waitEvent.on")}
        hint={t("waitEvent.hint")}
        items={on}
        min={1}
        max={20}
        keyOf={(one) => one.id}
        titleOf={(one) => one.label || eventWords(one.event, locale)}
        create={() => ({ id: newPartId(on, "event"), label: "", event: "message.received", where: { all: [] } })}
        addLabel={t("waitEvent.add")}
      >
        {(one, at) => (
          <>
            <EventField path={[...at, "event"]} label={t("waitEvent.event")} value={one.event} />
            <ConditionField
              path={[...at, "where"]}
              label={t("where.and")}
              value={one.where}
              place={{ event: one.event, enrolled: true }}
              empty={t("where.everyEvent")}
            />
            <TextField
              path={[...at, "label"]}
              label={t("name")}
              placeholder={eventWords(one.event, locale)}
              value={one.label}
            />
          </>
        )}
      </ListEditor>
      <DurationField path={["timeout"]} label={t("wait.timeout")} hint={t("wait.timeoutHint")} value={timeout} />
      <OptionalPart path={["lookback"]} label={t("wait.lookback")} value={lookback} initial="PT1H">
        <DurationField path={["lookback"]} label={t("wait.lookbackLabel")} value={lookback ?? "PT1H"} />
      </OptionalPart>
    </>
  );
};
