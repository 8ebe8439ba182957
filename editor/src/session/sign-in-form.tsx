import type { WireSession } from "@sopflow/schemas";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useApi } from "../api/api-context.js";
import { openSession } from "../api/session-calls.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "../ui/button.js";
import { failureWords } from "../ui/failure-notice.js";
import { Field, TextInput } from "../ui/field.js";

/** Takes a one-time link, or the whole address it came in. */
export function SignInForm({ onSignedIn }: { onSignedIn: (session: WireSession) => void }) {
  const t = useTexts(UI_TEXTS);
  const api = useApi();
  const [link, setLink] = useState("");
  const [isEmpty, setEmpty] = useState(false);
  const enter = useMutation({ mutationFn: () => openSession(api, link), onSuccess: onSignedIn });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setEmpty(link.trim() === "");
    if (link.trim() !== "") enter.mutate();
  };
  const error = isEmpty ? t("session.empty") : enter.error ? failureWords(enter.error, t("failed")) : undefined;
  return (
    <form className="sign-in-form" onSubmit={submit} noValidate>
      <Field label={t("session.link")} error={error}>
        {(control) => (
          <TextInput
            {...control}
            value={link}
            onChange={(event) => setLink(event.target.value)}
            placeholder="https://…/?link=…"
            spellCheck={false}
            autoCapitalize="off"
          />
        )}
      </Field>
      <Button type="submit" tone="primary" size="l" busy={enter.isPending}>
        {t(enter.isPending ? "session.entering" : "session.enter")}
      </Button>
    </form>
  );
}
