import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { OptionalPart } from "../fields/choice-field.js";
import { DurationField } from "../fields/duration-field.js";
import { TimeField } from "../fields/time-fields.js";
import type { NodeForm } from "./node-form.js";

export const WaitDurationForm: NodeForm<"wait.duration"> = ({ data: { duration, at } }) => {
  const t = useTexts(FORM_TEXTS);
  return (
    <>
      <DurationField path={["duration"]} label={t("wait.duration")} value={duration} />
      <OptionalPart path={["at"]} label={t("wait.at")} value={at} initial="10:00">
        <TimeField path={["at"]} label={t("time")} hint={t("wait.atHint")} value={at} />
      </OptionalPart>
    </>
  );
};
