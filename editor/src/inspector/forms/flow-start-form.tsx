import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { useBrand } from "../brand-context.js";
import { ChoiceField } from "../fields/choice-field.js";
import type { NodeForm } from "./node-form.js";

export const FlowStartForm: NodeForm<"flow.start"> = ({ data: { flowId } }) => {
  const t = useTexts(FORM_TEXTS);
  const { flows } = useBrand();
  return (
    <ChoiceField
      path={["flowId"]}
      label={t("flowStart.flow")}
      hint={t("flowStart.hint")}
      value={flowId}
      choices={flows}
    />
  );
};
