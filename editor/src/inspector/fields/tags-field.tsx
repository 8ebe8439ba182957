import type { FieldPath } from "../../document/set-at-path.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { useBrand } from "../brand-context.js";
import { ChipsField } from "./chips-field.js";

/** Tags: the brand's are offered, others may be typed. */
export function TagsField({ path, label, value }: { path: FieldPath; label: string; value: readonly string[] }) {
  const { tags } = useBrand();
  const t = useTexts(FORM_TEXTS);
  return (
    <ChipsField
      path={path}
      label={label}
      value={value}
      suggestions={tags.map((tag) => ({ value: tag, label: tag }))}
      placeholder={t("tags.placeholder")}
    />
  );
}

/** Tags to add and to remove, as outcomes and exits carry them. */
export function TagChangeFields({
  path,
  value,
}: {
  path: FieldPath;
  value: { readonly add: readonly string[]; readonly remove: readonly string[] } | undefined;
}) {
  const t = useTexts(FORM_TEXTS);
  return (
    <>
      <TagsField path={[...path, "add"]} label={t("tags.add")} value={value?.add ?? []} />
      <TagsField path={[...path, "remove"]} label={t("tags.remove")} value={value?.remove ?? []} />
    </>
  );
}
