import type { WecomState } from "@sopflow/schemas";
import { Dices } from "lucide-react";
import { useState } from "react";
import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { WECOM_TEXTS } from "../../../i18n/wecom-texts.js";
import { Button } from "../../../ui/button.js";
import { Check, Field, TextInput } from "../../../ui/field.js";
import { useConnection } from "./connection-context.js";
import { type ConnectionDraft, type ConnectionFaults, makeCallbackSecrets, randomBelow } from "./connection-draft.js";

interface ConnectionFieldsProps {
  readonly draft: ConnectionDraft;
  readonly state: WecomState;
  readonly faults: ConnectionFaults;
  readonly onChange: (part: Partial<ConnectionDraft>) => void;
}

type TextName = Exclude<keyof ConnectionDraft, "enabled">;

export function ConnectionFields({ draft, state, faults, onChange }: ConnectionFieldsProps) {
  const t = useTexts(WECOM_TEXTS);
  const shared = useTexts(SETTINGS_TEXTS);
  const { isOneOfSeveral } = useConnection();
  const [isGenerated, setGenerated] = useState(false);
  const faultAt = (name: TextName) => {
    const fault = faults[name];
    if (fault === undefined) return undefined;
    return fault === "required" ? shared("field.required") : t(fault);
  };
  const kept = state.simulated ? undefined : t("form.secretKept");
  const field = (name: TextName, label: string, hint: string | undefined, maxLength: number, rest: object = {}) => (
    <Field label={label} hint={hint} error={faultAt(name)}>
      {(control) => (
        <TextInput
          {...control}
          {...rest}
          maxLength={maxLength}
          spellCheck={false}
          value={draft[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const generate = () => {
    const { token, aesKey } = makeCallbackSecrets(randomBelow);
    onChange({ callbackToken: token, callbackAesKey: aesKey });
    setGenerated(true);
  };
  return (
    <>
      {isOneOfSeveral && field("name", t("several.name"), t("several.nameHint"), 40)}
      <div className="form-grid">
        {field("corpId", t("form.corpId"), undefined, 64, { placeholder: "ww…" })}
        {field("agentId", t("form.agentId"), undefined, 12, { inputMode: "numeric", placeholder: "1000002" })}
        {field("secret", t("form.secret"), state.hasSecret ? kept : undefined, 200, {
          type: "password",
          autoComplete: "new-password",
        })}
        {field("origin", t("form.origin"), t("form.originHint"), 300, {
          inputMode: "url",
          placeholder: "https://sop.example.com",
        })}
        {field("callbackToken", t("form.token"), state.hasCallback ? kept : undefined, 64)}
        {field("callbackAesKey", t("form.aesKey"), state.hasCallback && kept ? kept : t("form.aesKeyHint"), 43)}
      </div>
      <div className="wecom-generate">
        <Button size="s" icon={<Dices size={14} aria-hidden />} onClick={generate}>
          {t("form.generate")}
        </Button>
        {isGenerated && <span role="status">{t("form.generated")}</span>}
      </div>
      <Check checked={draft.enabled} onChange={(event) => onChange({ enabled: event.target.checked })}>
        {t("form.enabled")}
      </Check>
    </>
  );
}
