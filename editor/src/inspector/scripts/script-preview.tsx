import { parseTemplate, renderTemplate } from "@sopflow/engine/core";
import { UserRoundSearch } from "lucide-react";
import { useMemo } from "react";
import { useSpeech } from "../../canvas/locale-context.js";
import { FORM_TEXTS } from "../../i18n/form-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { CustomerPicker } from "../../preview/customer-picker.js";
import { Button } from "../../ui/button.js";
import { useZone } from "../zone-context.js";
import { usePreview } from "./preview-context.js";
import { variableWords } from "./template-variables.js";
import { variableValues } from "./variable-values.js";

const SAMPLE = "sample";

/** The text as a customer would read it: somebody made up, or a real customer, with what each variable is for them. */
export function ScriptPreview({ text }: { text: string }) {
  const t = useTexts(FORM_TEXTS);
  const { locale, names } = useSpeech();
  const zone = useZone();
  const { facts, advisorName, customerName, at, choose, waiting } = usePreview();
  const rendered = useMemo(
    () => renderTemplate(parseTemplate(text), facts, { zone, at, advisorName }),
    [text, facts, zone, at, advisorName],
  );
  const values = useMemo(
    () => (customerName === undefined ? [] : variableValues(text, facts, { zone, at, advisorName })),
    [customerName, text, facts, zone, at, advisorName],
  );
  const missing = [...new Set(rendered.missing)].map((variable) => variableWords(variable, locale, names));
  return (
    <div className="script-preview">
      <div className="script-preview-head">
        <span>{customerName === undefined ? t("script.preview") : t("script.previewOf", { name: customerName })}</span>
        {choose && (
          <CustomerPicker
            trigger={
              <Button size="s" tone="quiet" icon={<UserRoundSearch size={13} aria-hidden />}>
                {t("script.choose")}
              </Button>
            }
            personas={[{ id: SAMPLE, name: t("script.sample") }]}
            onPersona={() => choose(undefined)}
            onReal={choose}
          />
        )}
      </div>
      {waiting !== undefined && <small role="status">{t(`script.${waiting}`)}</small>}
      <p>{rendered.text}</p>
      {values.length > 0 && (
        <dl className="script-values">
          {values.map(({ variable, value, fallback }) => (
            <div key={variable} data-missing={value === undefined}>
              <dt>{variableWords(variable, locale, names)}</dt>
              <dd>
                {value ?? (fallback === undefined ? t("script.noValue") : t("script.usesDefault", { text: fallback }))}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {missing.length > 0 && <small>{t("script.missing", { names: missing.join(", ") })}</small>}
    </div>
  );
}
