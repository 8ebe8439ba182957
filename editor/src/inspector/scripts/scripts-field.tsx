import type { DataOf } from "@sopflow/schemas";
import { Split } from "lucide-react";
import { useSpeech } from "../../canvas/locale-context.js";
import type { FieldPath } from "../../document/set-at-path.js";
import { conditionWords } from "../../i18n/condition-words.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { Button } from "../../ui/button.js";
import { ConditionField } from "../conditions/condition-field.js";
import { OptionalPart } from "../fields/choice-field.js";
import { pathText, useForm } from "../form-context.js";
import { ListEditor } from "../lists/list-editor.js";
import { newPartId } from "../new-part-id.js";
import { ScriptField } from "./script-field.js";

type Work = Pick<DataOf<"task">, "script" | "scripts">;
type Script = NonNullable<Work["scripts"]>[number];

/** What the advisor sends: one text, or several of which the first whose condition holds is used. */
export function ScriptsField({ path, work }: { path: FieldPath; work: Work }) {
  const t = useTexts(FORM_TEXTS);
  const { change } = useForm();
  const { locale, names } = useSpeech();
  const { script, scripts, ...rest } = work;
  const titleOf = (one: Script, i: number) =>
    one.where === undefined
      ? t("script.everyone")
      : conditionWords(one.where, locale, names) || t("script.nth", { n: i + 1 });
  if (scripts === undefined) {
    const several = [{ id: "standard", text: script ?? " " }];
    return (
      <div className="stack" data-path={pathText([...path, "scripts"])}>
        <ScriptField path={[...path, "script"]} label={t("script")} value={script} optional />
        <div>
          <Button
            size="s"
            tone="quiet"
            icon={<Split size={14} aria-hidden />}
            onClick={() => change(path, { ...rest, scripts: several })}
          >
            {t("script.several")}
          </Button>
        </div>
      </div>
    );
  }
  const last = scripts.at(-1);
  return (
    <div className="stack" data-path={pathText([...path, "script"])}>
      <ListEditor
        path={[...path, "scripts"]}
        label={t("script")}
        hint={t("script.order")}
        items={scripts}
        min={1}
        max={20}
        keyOf={(one) => one.id}
        titleOf={(one, i) => titleOf(one, i)}
        create={(): Script => ({ id: newPartId(scripts, "script"), text: script ?? last?.text ?? " " })}
        addLabel={t("script.add")}
      >
        {(one, at) => (
          <>
            <OptionalPart path={[...at, "where"]} label={t("script.where")} value={one.where} initial={{ all: [] }}>
              <ConditionField
                path={[...at, "where"]}
                label={t("where")}
                value={one.where ?? { all: [] }}
                place={{ enrolled: true }}
              />
            </OptionalPart>
            <ScriptField path={[...at, "text"]} label={t("script.text")} value={one.text} />
          </>
        )}
      </ListEditor>
      {scripts.length === 1 && (
        <div>
          <Button size="s" tone="quiet" onClick={() => change(path, { ...rest, script: last?.text })}>
            {t("script.one")}
          </Button>
        </div>
      )}
    </div>
  );
}
