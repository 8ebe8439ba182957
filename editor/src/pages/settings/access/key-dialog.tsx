import type { ApiScope } from "@sopflow/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../../api/api-context.js";
import { makeKey } from "../../../api/session-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { UI_TEXTS } from "../../../i18n/ui-texts.js";
import { Button } from "../../../ui/button.js";
import { Dialog } from "../../../ui/dialog.js";
import { Check, Field, TextInput } from "../../../ui/field.js";
import { EditDialog } from "../edit-dialog.js";
import { SecretText } from "./secret-text.js";

const SCOPE_CHOICES = ["intake", "read", "tasks", "flows", "admin"] as const satisfies readonly ApiScope[];

/** Makes a key and shows its secret, which nobody sees again. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(SETTINGS_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly ApiScope[]>(["intake"]);
  const [isTried, setTried] = useState(false);
  const make = useMutation({
    mutationFn: () => makeKey(api, { name: name.trim(), scopes: [...scopes] }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["keys"] }),
  });
  if (make.data) {
    return (
      <Dialog
        title={make.data.name}
        size="s"
        onClose={onClose}
        actions={<Button onClick={onClose}>{ui("close")}</Button>}
      >
        <p>{t("keys.secret")}</p>
        <SecretText text={make.data.secret} copy={t("keys.copy")} />
      </Dialog>
    );
  }
  return (
    <EditDialog
      title={t("keys.add")}
      busy={make.isPending}
      error={make.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (name.trim() !== "" && scopes.length > 0) make.mutate();
      }}
    >
      <Field
        label={t("keys.name")}
        hint={t("keys.nameHint")}
        error={isTried && name.trim() === "" ? t("field.required") : undefined}
      >
        {(control) => <TextInput {...control} maxLength={80} value={name} onChange={(e) => setName(e.target.value)} />}
      </Field>
      <fieldset className="field">
        <legend className="field-label">{t("keys.scopes")}</legend>
        {SCOPE_CHOICES.map((scope) => (
          <Check
            key={scope}
            checked={scopes.includes(scope)}
            onChange={(event) =>
              setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((s) => s !== scope))
            }
          >
            {t(`scope.${scope}`)}
          </Check>
        ))}
        {isTried && scopes.length === 0 && (
          <p className="field-error" role="alert">
            {t("keys.scopesMissing")}
          </p>
        )}
      </fieldset>
    </EditDialog>
  );
}
