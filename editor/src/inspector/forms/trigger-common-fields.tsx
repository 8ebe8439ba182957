import type { DataOf } from "@sopflow/schemas";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { ChoiceField, OptionalPart } from "../fields/choice-field.js";
import { NumberField } from "../fields/number-field.js";
import { Section } from "../form-context.js";

/** What all triggers have: people who match already, and how many may enter. */
export function TriggerCommonFields({ data: { existing, entry } }: { data: DataOf<"trigger.manual"> }) {
  const t = useTexts(FORM_TEXTS);
  return (
    <Section title={t("more")} more>
      <ChoiceField
        path={["existing"]}
        label={t("trigger.existing")}
        value={existing ?? "ignore"}
        choices={[
          { value: "ignore", label: t("trigger.existingIgnore") },
          { value: "enroll", label: t("trigger.existingEnroll") },
        ]}
      />
      <OptionalPart path={["entry"]} label={t("trigger.entry")} value={entry} initial={{ perDay: 100 }}>
        <div className="two">
          <NumberField
            path={["entry", "perDay"]}
            label={t("trigger.perDay")}
            value={entry?.perDay}
            unit={t("unit.people")}
            min={1}
            optional
          />
          <NumberField
            path={["entry", "perAdvisorPerDay"]}
            label={t("trigger.perAdvisor")}
            value={entry?.perAdvisorPerDay}
            unit={t("unit.people")}
            min={1}
            optional
          />
        </div>
        <ChoiceField
          path={["entry", "orderBy"]}
          label={t("trigger.orderBy")}
          value={entry?.orderBy}
          none={t("unset")}
          choices={(["oldest", "newest", "value"] as const).map((one) => ({ value: one, label: t(`orderBy.${one}`) }))}
        />
      </OptionalPart>
    </Section>
  );
}
