import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { CheckField } from "../fields/choice-field.js";
import type { NodeForm } from "./node-form.js";
import { TaskWorkFields } from "./task-work-fields.js";

export const TaskForm: NodeForm<"task"> = ({ data }) => {
  const t = useTexts(FORM_TEXTS);
  return (
    <>
      <TaskWorkFields path={[]} work={data} />
      <CheckField path={["wait"]} label={t("task.wait")} value={data.wait} />
    </>
  );
};
