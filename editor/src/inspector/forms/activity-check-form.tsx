import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { ChipsInput } from "../fields/chips-field.js";
import { useForm } from "../form-context.js";
import { FormGroup } from "../form-field.js";
import type { NodeForm } from "./node-form.js";

const OFFERED = ["3", "7", "14", "30", "60", "90"];

export const ActivityCheckForm: NodeForm<"activity.check"> = ({ data: { days } }) => {
  const t = useTexts(FORM_TEXTS);
  const locale = useLocale();
  const { change } = useForm();
  return (
    <FormGroup path={["days"]} label={t("activity.days")} hint={t("activity.hint")}>
      <ChipsInput
        label={t("activity.days")}
        values={days.map(String)}
        suggestions={OFFERED.map((value) => ({ value, label: value }))}
        placeholder={t("activity.placeholder")}
        onChange={(values) => {
          const next = values.map(Number).sort((a, b) => a - b);
          return change(["days"], next)[0]?.message[locale];
        }}
      />
    </FormGroup>
  );
};
