import type { ResumeChoice } from "@sopflow/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../api/api-context.js";
import { resumeFlow } from "../api/inside-calls.js";
import type { FlowStateAnswer } from "../api/wire-types.js";
import { INSIDE_TEXTS } from "../i18n/inside-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { ResumeChoices } from "./resume-choices.js";

export interface ResumeDialogProps {
  readonly flowId: string;
  readonly name: string;
  readonly onResumed: (answer: FlowStateAnswer) => void;
  readonly onClose: () => void;
}

/** Ends a pause, and says what becomes of what it made late. */
export function ResumeDialog({ flowId, name, onResumed, onClose }: ResumeDialogProps) {
  const t = useTexts(INSIDE_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const [how, setHow] = useState<ResumeChoice>({ mode: "run" });
  const resume = useMutation({
    mutationFn: () => resumeFlow(api, flowId, how),
    onSuccess: (answer) => {
      onResumed(answer);
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["flows"] }),
  });
  return (
    <Dialog
      title={t("resume.title", { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button tone="primary" busy={resume.isPending} onClick={() => resume.mutate()}>
            {t("resume.do")}
          </Button>
        </>
      }
    >
      <ResumeChoices value={how} onChange={setHow} />
      {resume.isError && <FailureNotice error={resume.error} />}
    </Dialog>
  );
}
