import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useApi } from "../api/api-context.js";
import { archiveFlow } from "../api/inside-calls.js";
import { INSIDE_TEXTS } from "../i18n/inside-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { countWords } from "../i18n/money-words.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { ModeChoices } from "./mode-choices.js";

export interface ArchiveDialogProps {
  readonly flowId: string;
  readonly name: string;
  readonly people: number;
  readonly onClose: () => void;
}

const WAYS = ["finish", "exit"] as const;

/** Ends a flow, and says what becomes of the people inside. */
export function ArchiveDialog({ flowId, name, people, onClose }: ArchiveDialogProps) {
  const t = useTexts(INSIDE_TEXTS);
  const ui = useTexts(UI_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const [way, setWay] = useState<(typeof WAYS)[number]>("finish");
  const archive = useMutation({
    mutationFn: () => archiveFlow(api, flowId, way),
    onSuccess: onClose,
    onSettled: () => queries.invalidateQueries({ queryKey: ["flows"] }),
  });
  return (
    <Dialog
      title={t("archive.title", { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button tone="danger" busy={archive.isPending} onClick={() => archive.mutate()}>
            {t("archive.do")}
          </Button>
        </>
      }
    >
      <p>{t("archive.text", { count: countWords(people) })}</p>
      <ModeChoices
        question={t("archive.people")}
        value={way}
        modes={WAYS.map((mode) => ({ mode, label: t(`archive.${mode}`), hint: t(`archive.${mode}.hint`) }))}
        onChange={setWay}
      />
      {archive.isError && <FailureNotice error={archive.error} />}
    </Dialog>
  );
}
