import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { ConditionField } from "../conditions/condition-field.js";
import { TextField } from "../fields/text-field.js";
import { ListEditor } from "../lists/list-editor.js";
import { newPartId } from "../new-part-id.js";
import type { NodeForm } from "./node-form.js";

export const BranchForm: NodeForm<"branch"> = ({ data: { cases } }) => {
  const t = useTexts(FORM_TEXTS);
  return (
    <ListEditor
      path={["cases"]}
      label={t("branch.cases")}
      hint={t("branch.hint")}
      items={cases}
      min={1}
      keyOf={(one) => one.id}
      titleOf={(one, i) => one.label || t("branch.nth", { n: i + 1 })}
      create={() => ({
        id: newPartId(cases, "case"),
        label: t("branch.nth", { n: cases.length + 1 }),
        where: { all: [] },
      })}
      addLabel={t("branch.add")}
    >
      {(one, at) => (
        <>
          <TextField path={[...at, "label"]} label={t("name")} placeholder={t("branch.name")} value={one.label} />
          <ConditionField path={[...at, "where"]} label={t("where")} value={one.where} place={{ enrolled: true }} />
        </>
      )}
    </ListEditor>
  );
};
