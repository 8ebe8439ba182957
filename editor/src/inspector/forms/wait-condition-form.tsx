import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { ConditionField } from "../conditions/condition-field.js";
import { DurationField } from "../fields/duration-field.js";
import type { NodeForm } from "./node-form.js";

export const WaitConditionForm: NodeForm<"wait.condition"> = ({ data: { where, timeout } }) => {
  const t = useTexts(FORM_TEXTS);
  return (
    <>
      <ConditionField path={["where"]} label={t("wait.until")} value={where} place={{ enrolled: true }} />
      <DurationField path={["timeout"]} label={t("wait.timeout")} hint={t("wait.timeoutHint")} value={timeout} />
    </>
  );
};
