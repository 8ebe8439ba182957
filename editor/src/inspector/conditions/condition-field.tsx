import "./conditions.css";
import type { Where } from "@sopflow/schemas";
import type { ReactNode } from "react";
import { useSpeech } from "../../canvas/locale-context.js";
import type { FieldPath } from "../../document/set-at-path.js";
import { conditionWords } from "../../i18n/condition-words.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { FormGroup } from "../form-field.js";
import type { ConditionPlace } from "./fact-options.js";
import { GroupEditor } from "./group-editor.js";
import { PlaceContext } from "./place-context.js";

interface ConditionFieldProps {
  readonly path: FieldPath;
  readonly label: ReactNode;
  readonly value: Where;
  readonly place: ConditionPlace;
  /** What an empty condition means here. */
  readonly empty?: string;
}

/** A condition as nested groups of comparisons, and the same in one sentence. */
export function ConditionField({ path, label, value, place, empty }: ConditionFieldProps) {
  const { locale, names } = useSpeech();
  const t = useTexts(FORM_TEXTS);
  const words = conditionWords(value, locale, names);
  return (
    <FormGroup path={path} label={label}>
      <PlaceContext value={place}>
        <GroupEditor path={path} group={value} />
      </PlaceContext>
      <p className="condition-words">{words === "" ? (empty ?? t("condition.always")) : words}</p>
    </FormGroup>
  );
}
