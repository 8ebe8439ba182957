import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import type { NodeForm } from "./node-form.js";
import { TriggerCommonFields } from "./trigger-common-fields.js";

export const TriggerManualForm: NodeForm<"trigger.manual"> = ({ data }) => {
  const t = useTexts(FORM_TEXTS);
  return (
    <>
      <p className="form-note">{t("trigger.manualNote")}</p>
      <TriggerCommonFields data={data} />
    </>
  );
};
