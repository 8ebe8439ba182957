import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { ConditionField } from "../conditions/condition-field.js";
import { TimeField } from "../fields/time-fields.js";
import type { NodeForm } from "./node-form.js";
import { TriggerCommonFields } from "./trigger-common-fields.js";

export const TriggerAudienceForm: NodeForm<"trigger.audience"> = ({ data }) => {
  const t = useTexts(FORM_TEXTS);
  return (
    <>
      <ConditionField
        path={["where"]}
        label={t("audience")}
        value={data.where}
        place={{ enrolled: false }}
        empty={t("audience.everyone")}
      />
      <TimeField path={["checkAt"]} label={t("trigger.checkAt")} hint={t("trigger.checkAtHint")} value={data.checkAt} />
      <TriggerCommonFields data={data} />
    </>
  );
};
