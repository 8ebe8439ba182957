import type { WireSession } from "@sopflow/schemas";
import { type FormEvent, useState } from "react";
import { useApi } from "../api/api-context.js";
import { openSession } from "../api/session-calls.js";
import { useTexts } from "../i18n/locale-context.js";
import { SESSION_TEXTS } from "../i18n/session-texts.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "../ui/button.js";
import { failureWords } from "../ui/failure-notice.js";
import { Field, TextInput } from "../ui/field.js";

/** Takes a one-time link, or the whole address it came in. */
export function SignInForm({ onSignedIn }: { onSignedIn: (session: WireSession) => void }) {
  const t = useTexts(UI_TEXTS);
  const s = useTexts(SESSION_TEXTS);
  const api = useApi();
  const [link, setLink] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isEntering, setEntering] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (link.trim() === "") return setProblem(s("empty"));
    setEntering(true);
    try {
      onSignedIn(await openSession(api, link));
    } catch (error) {
      setProblem(failureWords(error, t("failed")));
      setEntering(false);
    }
  };
  return (
    <form className="sign-in-form" onSubmit={(event) => void submit(event)} noValidate>
      <Field label={s("link")} error={problem}>
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
      <Button type="submit" tone="primary" size="l" busy={isEntering}>
        {s(isEntering ? "entering" : "enter")}
      </Button>
    </form>
  );
}
