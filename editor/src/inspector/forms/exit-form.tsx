import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { TextField } from "../fields/text-field.js";
import type { NodeForm } from "./node-form.js";

const COMMON = ["done", "purchased", "not-interested", "no-reply"];

export const ExitForm: NodeForm<"exit"> = ({ data: { reason } }) => {
  const t = useTexts(FORM_TEXTS);
  return (
    <TextField path={["reason"]} label={t("exits.reason")} hint={t("id.hint")} value={reason} suggestions={COMMON} />
  );
};
