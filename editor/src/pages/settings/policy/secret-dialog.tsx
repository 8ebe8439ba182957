import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../../../api/api-context.js";
import { saveSecret } from "../../../api/secret-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { SECRET_TEXTS } from "../../../i18n/secret-texts.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { Field, TextInput } from "../../../ui/field.js";
import { EditDialog } from "../edit-dialog.js";

interface SecretDialogProps {
  /** The secret that gets another value; absent = a new one. */
  readonly replaced?: string | undefined;
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

const NAME = /^[a-z0-9_]{1,40}$/;

/** Takes a secret's value, which nobody sees again. */
export function SecretDialog({ replaced, taken, onClose }: SecretDialogProps) {
  const t = useTexts(SECRET_TEXTS);
  const settings = useTexts(SETTINGS_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const [name, setName] = useState(replaced ?? "");
  const [value, setValue] = useState("");
  const [isTried, setTried] = useState(false);
  const isTaken = replaced === undefined && taken.includes(name);
  const save = useMutation({
    mutationFn: () => saveSecret(api, name, value),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["webhook-secrets"] });
      onClose();
    },
  });
  return (
    <EditDialog
      title={replaced === undefined ? t("add") : t("replaceTitle", { name: replaced })}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (NAME.test(name) && !isTaken && value !== "") save.mutate();
      }}
    >
      {replaced === undefined && (
        <Field
          label={t("name")}
          hint={t("nameHint")}
          error={isTaken ? t("nameTaken") : isTried && !NAME.test(name) ? t("nameHint") : undefined}
        >
          {(control) => (
            <TextInput
              {...control}
              className="code"
              maxLength={40}
              spellCheck={false}
              autoCapitalize="off"
              value={name}
              onChange={(event) => setName(event.target.value.trim())}
            />
          )}
        </Field>
      )}
      <Field
        label={t("value")}
        hint={t("valueHint")}
        error={isTried && value === "" ? settings("field.required") : undefined}
      >
        {(control) => (
          <TextInput
            {...control}
            type="password"
            autoComplete="off"
            maxLength={4_000}
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        )}
      </Field>
    </EditDialog>
  );
}
