import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { useBrand } from "../brand-context.js";
import { ChoiceField } from "../fields/choice-field.js";
import { NumberField } from "../fields/number-field.js";
import type { NodeForm } from "./node-form.js";

export const ReplenishWaitForm: NodeForm<"replenish.wait"> = ({ data: { leadDays, sku, fallbackDays } }) => {
  const t = useTexts(FORM_TEXTS);
  const { products } = useBrand();
  return (
    <>
      <ChoiceField path={["sku"]} label={t("replenish.sku")} value={sku} none={t("replenish.any")} choices={products} />
      <NumberField
        path={["leadDays"]}
        label={t("replenish.lead")}
        hint={t("replenish.leadHint")}
        value={leadDays}
        unit={t("unit.day")}
        min={0}
        max={180}
      />
      <NumberField
        path={["fallbackDays"]}
        label={t("replenish.fallback")}
        hint={t("replenish.fallbackHint")}
        value={fallbackDays}
        unit={t("unit.day")}
        min={0}
        max={365}
      />
    </>
  );
};
