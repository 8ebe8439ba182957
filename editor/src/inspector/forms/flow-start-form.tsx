import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { NO_FLOW } from "../../nodes/types/flow-start.js";
import { useBrand } from "../brand-context.js";
import { ChoiceField } from "../fields/choice-field.js";
import type { NodeForm } from "./node-form.js";

export const FlowStartForm: NodeForm<"flow.start"> = ({ data: { flowId } }) => {
  const t = useTexts(FORM_TEXTS);
  const { flows } = useBrand();
  const isChosen = flowId !== NO_FLOW;
  return (
    <ChoiceField
      path={["flowId"]}
      label={t("flowStart.flow")}
      hint={t("flowStart.hint")}
      value={isChosen ? flowId : undefined}
      {...(!isChosen && { none: t("flowStart.choose") })}
      choices={flows}
    />
  );
};
