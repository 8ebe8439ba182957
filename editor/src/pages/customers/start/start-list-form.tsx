import type { CustomerFilter } from "../../../api/customer-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { START_TEXTS } from "../../../i18n/start-texts.js";
import { Field, Select, TextArea } from "../../../ui/field.js";
import { readIds } from "./start-many.js";

/** Who is to be put into which flow. */
export interface StartList {
  readonly flowId: string;
  readonly source: "filter" | "pasted";
  readonly text: string;
}

interface StartListFormProps {
  readonly flows: readonly { readonly flowId: string; readonly name: string }[];
  readonly filter: CustomerFilter;
  readonly list: StartList;
  /** What is missing is told once it was tried. */
  readonly isTried: boolean;
  readonly onChange: (list: StartList) => void;
}

export function StartListForm({ flows, filter, list, isTried, onChange }: StartListFormProps) {
  const t = useTexts(START_TEXTS);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const sources = [
    { source: "filter", label: t(isFiltered ? "filtered" : "everybody") },
    { source: "pasted", label: t("pasted") },
  ] as const;
  return (
    <div className="start-list">
      <Field label={t("flow")} error={isTried && list.flowId === "" ? t("flowMissing") : undefined}>
        {(control) => (
          <Select
            {...control}
            value={list.flowId}
            onChange={(event) => onChange({ ...list, flowId: event.target.value })}
          >
            <option value="">{t("choose")}</option>
            {flows.map(({ flowId, name }) => (
              <option key={flowId} value={flowId}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <fieldset className="field">
        <legend className="field-label">{t("who")}</legend>
        {sources.map(({ source, label }) => (
          <label key={source} className="check">
            <input
              type="radio"
              name="source"
              checked={list.source === source}
              onChange={() => onChange({ ...list, source })}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      {list.source === "pasted" && (
        <Field
          label={t("ids")}
          hint={t("idsHint")}
          error={isTried && readIds(list.text).length === 0 ? t("idsMissing") : undefined}
        >
          {(control) => (
            <TextArea
              {...control}
              rows={6}
              spellCheck={false}
              value={list.text}
              onChange={(event) => onChange({ ...list, text: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}
