import type { TeamMember } from "@sopflow/schemas";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useApi } from "../../api/api-context.js";
import { nudgeAdvisor } from "../../api/team-calls.js";
import { useTexts } from "../../i18n/locale-context.js";
import { TEAM_TEXTS } from "../../i18n/team-texts.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { Field, TextArea } from "../../ui/field.js";
import { Notice } from "../../ui/notice.js";
import { useToasts } from "../../ui/toasts.js";

const MAX_TEXT = 200;

/** Reminds an advisor of open tasks, in the lead's own words if there are any. */
export function NudgeDialog({ member, onClose }: { readonly member: TeamMember; readonly onClose: () => void }) {
  const t = useTexts(TEAM_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const toasts = useToasts();
  const formId = useId();
  const [text, setText] = useState("");
  const { advisorId, name } = member;
  const nudge = useMutation({
    mutationFn: () => nudgeAdvisor(api, advisorId, text.trim() === "" ? undefined : text.trim()),
    onSuccess: ({ status }) => {
      // What was typed stays where it was not sent.
      if (status === "too_soon") return;
      toasts.say(t("nudge.queued", { name }));
      onClose();
    },
  });
  return (
    <Dialog
      title={t("nudge.title", { name })}
      size="s"
      holdsInput
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" form={formId} tone="primary" busy={nudge.isPending}>
            {t("nudge.send")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="team-form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          nudge.mutate();
        }}
      >
        <Field label={t("nudge.text")} hint={t("nudge.hint")}>
          {(control) => (
            <TextArea
              {...control}
              rows={3}
              maxLength={MAX_TEXT}
              placeholder={t("nudge.default")}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        {nudge.data?.status === "too_soon" && (
          <Notice tone="warn" live>
            {t("nudge.tooSoon", { name })}
          </Notice>
        )}
        {nudge.isError && <FailureNotice error={nudge.error} />}
      </form>
    </Dialog>
  );
}
