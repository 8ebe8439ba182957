import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { AssigneeField } from "../fields/assignee-field.js";
import { ScriptField } from "../scripts/script-field.js";
import type { NodeForm } from "./node-form.js";

export const NotifyForm: NodeForm<"notify"> = ({ data: { to, text } }) => {
  const t = useTexts(FORM_TEXTS);
  return (
    <>
      <AssigneeField path={["to"]} label={t("notify.to")} value={to} note />
      <ScriptField path={["text"]} label={t("notify.text")} value={text} />
    </>
  );
};
