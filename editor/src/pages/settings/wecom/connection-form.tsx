import type { WecomState } from "@sopflow/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useApi } from "../../../api/api-context.js";
import { saveWecom } from "../../../api/wecom-settings-calls.js";
import { useTexts } from "../../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../../i18n/settings-texts.js";
import { UI_TEXTS } from "../../../i18n/ui-texts.js";
import { WECOM_TEXTS } from "../../../i18n/wecom-texts.js";
import { mayAdminister, useSession } from "../../../session/session-context.js";
import { Button } from "../../../ui/button.js";
import { FailureNotice } from "../../../ui/failure-notice.js";
import { Notice } from "../../../ui/notice.js";
import { useToasts } from "../../../ui/toasts.js";
import { useUnsaved } from "../unsaved.js";
import { useConnection } from "./connection-context.js";
import { type ConnectionDraft, checkConnectionDraft, readConnection, writeConnection } from "./connection-draft.js";
import { ConnectionFields } from "./connection-fields.js";

interface ConnectionFormProps {
  readonly state: WecomState;
  readonly onSaved: (state: WecomState) => void;
}

/** How WeCom is reached, and by what it is let in. */
export function ConnectionForm({ state, onSaved }: ConnectionFormProps) {
  const t = useTexts(WECOM_TEXTS);
  const shared = useTexts(SETTINGS_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const { id } = useConnection();
  const queries = useQueryClient();
  const toasts = useToasts();
  const isAdministrator = mayAdminister(useSession());
  const saved = readConnection(state, window.location.origin);
  // Undefined while nothing is typed: then what the server knows is shown as it changes.
  const [typed, setTyped] = useState<ConnectionDraft>();
  const [isTried, setTried] = useState(false);
  const draft = typed ?? saved;
  const isDirty = typed !== undefined && JSON.stringify(typed) !== JSON.stringify(saved);
  useUnsaved(isDirty);
  const faults = checkConnectionDraft(draft, state);
  const reset = () => {
    setTyped(undefined);
    setTried(false);
  };
  const save = useMutation({
    mutationFn: () => saveWecom(api, id, writeConnection(draft)),
    onSuccess: (answer) => {
      queries.setQueryData(["wecom", "state", id], answer);
      void queries.invalidateQueries({ queryKey: ["wecom", "connections"] });
      reset();
      toasts.say(t("form.saved"));
      onSaved(answer);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faults).length === 0) save.mutate();
  };
  return (
    <form className="panel" onSubmit={submit} noValidate aria-labelledby="wecom-form">
      <div className="panel-head">
        <h2 id="wecom-form">{t("form.title")}</h2>
      </div>
      <div className="panel-body form-stack">
        {!isAdministrator && <Notice>{t("form.adminOnly")}</Notice>}
        <fieldset className="form-stack" disabled={!isAdministrator}>
          <ConnectionFields
            draft={draft}
            state={state}
            faults={isTried ? faults : {}}
            onChange={(part) => setTyped({ ...draft, ...part })}
          />
        </fieldset>
        {save.isError && <FailureNotice error={save.error} />}
        {isAdministrator && (
          <div className="wecom-save">
            <Button
              disabled={!isDirty}
              onClick={() => {
                save.reset();
                reset();
              }}
            >
              {shared("revert")}
            </Button>
            <Button type="submit" tone="primary" disabled={!isDirty} busy={save.isPending}>
              {ui("save")}
            </Button>
          </div>
        )}
      </div>
    </form>
  );
}
