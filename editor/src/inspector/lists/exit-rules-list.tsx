import type { ExitRule } from "@sopflow/schemas";
import type { FieldPath } from "../../document/set-at-path.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { eventWords } from "../../i18n/value-words.js";
import { ConditionField } from "../conditions/condition-field.js";
import { OptionalPart } from "../fields/choice-field.js";
import { EventField } from "../fields/event-field.js";
import { TagChangeFields } from "../fields/tags-field.js";
import { TextField } from "../fields/text-field.js";
import { ListEditor } from "./list-editor.js";

interface ExitRulesListProps {
  readonly path: FieldPath;
  readonly label: string;
  readonly hint: string;
  readonly value: readonly ExitRule[];
  /** Leaving a flow may change tags, withdrawing a task may not. */
  readonly withTags?: boolean;
}

/** Events that end something at once: an enrollment, or a task. */
export function ExitRulesList({ path, label, hint, value, withTags = false }: ExitRulesListProps) {
  const t = useTexts(FORM_TEXTS);
  const locale = useLocale();
  return (
    <ListEditor
      path={path}
      label={label}
      hint={hint}
      items={value}
      keyOf={(_, i) => String(i)}
      titleOf={(rule) => eventWords(rule.on, locale)}
      create={(): ExitRule => ({ on: "order.paid", where: { all: [] }, reason: "purchased" })}
      addLabel={t("exits.add")}
    >
      {(rule, at) => (
        <>
          <EventField path={[...at, "on"]} label={t("exits.on")} value={rule.on} />
          <ConditionField
            path={[...at, "where"]}
            label={t("where.and")}
            value={rule.where}
            place={{ event: rule.on, enrolled: true }}
            empty={t("where.everyEvent")}
          />
          <TextField path={[...at, "reason"]} label={t("exits.reason")} hint={t("id.hint")} value={rule.reason} />
          {withTags && (
            <OptionalPart
              path={[...at, "do"]}
              label={t("exits.tags")}
              value={rule.do}
              initial={{ tags: { add: [], remove: [] } }}
            >
              <TagChangeFields path={[...at, "do", "tags"]} value={rule.do?.tags} />
            </OptionalPart>
          )}
        </>
      )}
    </ListEditor>
  );
}
