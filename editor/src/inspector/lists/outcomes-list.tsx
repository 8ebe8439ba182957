import { CONTACT_RESULTS, INTENTS, type TaskOutcome } from "@sopflow/schemas";
import { Plus } from "lucide-react";
import type { FieldPath } from "../../document/set-at-path.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useLocale, useTexts } from "../../i18n/locale-context.js";
import { CONTACT_WORDS, INTENT_WORDS } from "../../i18n/value-words.js";
import { Button } from "../../ui/button.js";
import { ChoiceField, OptionalPart } from "../fields/choice-field.js";
import { TagChangeFields } from "../fields/tags-field.js";
import { TextField } from "../fields/text-field.js";
import { useForm } from "../form-context.js";
import { newPartId } from "../new-part-id.js";
import { ListEditor } from "./list-editor.js";

const FIELD_TYPES = ["text", "number", "date", "boolean", "daysLeft"] as const;
/** What advisors report most, to be added with one press. */
const COMMON = ["ordered", "too_expensive", "doubts_effect", "asks_family", "has_stock", "not_needed"] as const;

type Field = NonNullable<TaskOutcome["fields"]>[number];

/** What an advisor may report; each is a way out of the step. */
export function OutcomesList({ path, value }: { path: FieldPath; value: readonly TaskOutcome[] }) {
  const t = useTexts(FORM_TEXTS);
  const locale = useLocale();
  const { change } = useForm();
  const quick = COMMON.filter((intent) => !value.some((one) => one.intent === intent));
  return (
    <>
      <ListEditor
        path={path}
        label={t("outcomes")}
        hint={t("outcomes.hint")}
        items={value}
        max={20}
        keyOf={(one) => one.id}
        titleOf={(one) => one.label}
        create={(): TaskOutcome => ({
          id: newPartId(value, "result"),
          label: t("outcomes.nth", { n: value.length + 1 }),
        })}
        addLabel={t("outcomes.add")}
      >
        {(outcome, at) => (
          <>
            <TextField path={[...at, "label"]} label={t("name")} value={outcome.label} />
            <div className="two">
              <ChoiceField
                path={[...at, "contact"]}
                label={t("outcomes.contact")}
                value={outcome.contact}
                none={t("unset")}
                choices={CONTACT_RESULTS.map((one) => ({ value: one, label: CONTACT_WORDS[one][locale] }))}
              />
              <ChoiceField
                path={[...at, "intent"]}
                label={t("outcomes.intent")}
                value={outcome.intent}
                none={t("unset")}
                choices={INTENTS.map((one) => ({ value: one, label: INTENT_WORDS[one][locale] }))}
              />
            </div>
            <OptionalPart
              path={[...at, "tags"]}
              label={t("outcomes.tags")}
              value={outcome.tags}
              initial={{ add: [], remove: [] }}
            >
              <TagChangeFields path={[...at, "tags"]} value={outcome.tags} />
            </OptionalPart>
            <OutcomeFields path={[...at, "fields"]} value={outcome.fields ?? []} />
          </>
        )}
      </ListEditor>
      {quick.length > 0 && (
        <div className="quick-add">
          <span>{t("outcomes.common")}</span>
          {quick.map((intent) => (
            <Button
              key={intent}
              size="s"
              tone="quiet"
              icon={<Plus size={12} aria-hidden />}
              onClick={() =>
                change(path, [
                  ...value,
                  {
                    id: value.some((one) => one.id === intent) ? newPartId(value, intent) : intent.replaceAll("_", "-"),
                    label: INTENT_WORDS[intent][locale],
                    contact: "replied",
                    intent,
                  },
                ])
              }
            >
              {INTENT_WORDS[intent][locale]}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}

/** What the advisor fills in along with an outcome. */
function OutcomeFields({ path, value }: { path: FieldPath; value: readonly Field[] }) {
  const t = useTexts(FORM_TEXTS);
  return (
    <ListEditor
      path={path}
      label={t("fields")}
      items={value}
      whenEmpty={undefined}
      max={20}
      keyOf={(one) => one.id}
      titleOf={(one) => one.label}
      create={(): Field => ({
        id: newPartId(value, "field"),
        label: t("fields.nth", { n: value.length + 1 }),
        type: "text",
      })}
      addLabel={t("fields.add")}
    >
      {(field, at) => (
        <div className="two">
          <TextField path={[...at, "label"]} label={t("name")} value={field.label} />
          <ChoiceField
            path={[...at, "type"]}
            label={t("fields.type")}
            value={field.type}
            choices={FIELD_TYPES.map((type) => ({ value: type, label: t(`fields.${type}`) }))}
          />
        </div>
      )}
    </ListEditor>
  );
}
