import type { FieldPath } from "../../document/set-at-path.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { useBrand } from "../brand-context.js";
import { ChoiceField } from "./choice-field.js";

interface AssigneeFieldProps {
  readonly path: FieldPath;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  /** A note also goes to the lead, and to no pool. */
  readonly note?: boolean;
}

/** Who gets a task or a note. */
export function AssigneeField({ path, label, hint, value, note = false }: AssigneeFieldProps) {
  const { advisors, pools } = useBrand();
  const t = useTexts(FORM_TEXTS);
  const some = [...new Set(["default", ...pools])];
  return (
    <ChoiceField
      path={path}
      label={label}
      hint={hint}
      value={value}
      choices={[
        { value: "owner", label: t("assign.owner") },
        ...(note
          ? [{ value: "lead", label: t("assign.lead") }]
          : some.map((pool) => ({ value: `pool:${pool}`, label: t("assign.pool", { name: pool }) }))),
        ...advisors.map(({ value: id, label: name }) => ({ value: `advisor:${id}`, label: name })),
      ]}
    />
  );
}
