import type { DataOf } from "@sopflow/schemas";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { CheckField } from "../fields/choice-field.js";
import { NumberField } from "../fields/number-field.js";
import { TextField } from "../fields/text-field.js";
import { ListEditor } from "../lists/list-editor.js";
import { newPartId } from "../new-part-id.js";
import type { NodeForm } from "./node-form.js";

type Variant = DataOf<"split">["variants"][number];

export const SplitForm: NodeForm<"split"> = ({ data: { variants, experiment } }) => {
  const t = useTexts(FORM_TEXTS);
  const total = variants.reduce((sum, one) => sum + one.weight, 0);
  const share = (weight: number) => (total === 0 ? 0 : Math.round((weight / total) * 1000) / 10);
  return (
    <>
      <div
        className="split-bar"
        role="img"
        aria-label={variants.map((v) => `${v.label} ${share(v.weight)}%`).join(", ")}
      >
        {variants.map((one) => (
          <span key={one.id} style={{ flexGrow: share(one.weight) }} data-holdout={one.holdout ?? false}>
            {share(one.weight) >= 8 ? `${share(one.weight)}%` : ""}
          </span>
        ))}
      </div>
      <ListEditor
        path={["variants"]}
        label={t("split.variants")}
        items={variants}
        min={1}
        max={20}
        keyOf={(one) => one.id}
        titleOf={(one) => `${one.label || one.id} · ${share(one.weight)}%`}
        create={(): Variant => ({
          id: newPartId(variants, "group"),
          label: t("split.nth", { n: variants.length + 1 }),
          weight: variants.at(-1)?.weight ?? 50,
        })}
        addLabel={t("split.add")}
      >
        {(one, at) => (
          <>
            <div className="two">
              <TextField path={[...at, "label"]} label={t("name")} value={one.label} />
              <NumberField
                path={[...at, "weight"]}
                label={t("split.weight")}
                value={one.weight}
                unit={`= ${share(one.weight)}%`}
                min={0}
              />
            </div>
            <CheckField path={[...at, "holdout"]} label={t("split.holdout")} value={one.holdout} offIsAbsent />
          </>
        )}
      </ListEditor>
      <TextField
        path={["experiment"]}
        label={t("split.experiment")}
        hint={t("split.experimentHint")}
        value={experiment}
        optional
      />
    </>
  );
};
