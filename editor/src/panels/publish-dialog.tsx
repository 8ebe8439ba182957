import type { Diagnostic, Impact, InsideChoice, ResumeChoice } from "@sopflow/schemas";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useStore } from "zustand";
import { useApi } from "../api/api-context.js";
import { publishFlow } from "../api/flow-calls.js";
import { loadImpact } from "../api/inside-calls.js";
import type { FlowStateAnswer } from "../api/wire-types.js";
import { useEditor } from "../editing/editor-session.js";
import { PublishForecast } from "../forecast/late-forecasts.js";
import { EDITOR_PANEL_TEXTS } from "../i18n/editor-panel-texts.js";
import { INSIDE_TEXTS } from "../i18n/inside-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { ImpactSheet } from "../inside/impact-sheet.js";
import { InsideProgress } from "../inside/inside-progress.js";
import { ResumeChoices } from "../inside/resume-choices.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { failureWords } from "../ui/failure-notice.js";
import { Notice, Skeleton } from "../ui/notice.js";
import { useToasts } from "../ui/toasts.js";
import { ProblemList } from "./problems-panel.js";
import { diagnosticsOf } from "./save-port.js";
import { whenSaved } from "./when-saved.js";

export interface PublishDialogProps {
  readonly flowId: string;
  readonly publishedVersion: number | undefined;
  readonly isPaused: boolean;
  readonly onPublished: (answer: FlowStateAnswer) => void;
  readonly onClose: () => void;
}

/** Not everything could be saved, so there is nothing to publish yet; the save status says why. */
class NotSavedError extends Error {}

/**
 * Asks once more, says what publishing means for the people inside, publishes what is saved, and lists every reason why
 * the server refused. Where people are moved it stays open and shows how far that is.
 */
export function PublishDialog({ flowId, publishedVersion, isPaused, onPublished, onClose }: PublishDialogProps) {
  const { autosave, diagnostics, document } = useEditor();
  const api = useApi();
  const queries = useQueryClient();
  const t = useTexts(EDITOR_PANEL_TEXTS);
  const toasts = useToasts();
  const { all, errors, warnings } = useStore(diagnostics.store);
  const { name } = document.store.getState().flow;
  const inside = useTexts(INSIDE_TEXTS);
  const [choices, setChoices] = useState<readonly InsideChoice[]>([]);
  const [resume, setResume] = useState<ResumeChoice>({ mode: "run" });
  const [moving, setMoving] = useState<number>();
  const save = async () => {
    const state = await whenSaved(autosave);
    if (state.kind !== "clean") throw new NotSavedError();
    return state.revision;
  };
  const isAgain = publishedVersion !== undefined;
  const impact = useQuery({
    queryKey: ["flow", flowId, "impact", choices],
    queryFn: async () => {
      await save();
      return loadImpact(api, flowId, choices);
    },
    // What stops the publishing is told by it; this only says what it would mean.
    enabled: isAgain && errors === 0 && moving === undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const publish = useMutation({
    mutationFn: async (_sheet: Impact | undefined) =>
      publishFlow(api, flowId, { revision: await save(), choices, ...(isPaused && { resume }) }),
    // As the sheet was when the button was pressed: the page hears of the new version before the answer is here.
    onSuccess: (answer, sheet) => {
      const version = answer.publishedVersion ?? 1;
      void queries.invalidateQueries({ queryKey: ["flows"] });
      toasts.say(t("publish.done", { version }));
      onPublished(answer);
      if (sheet?.places.some(({ people, choice }) => people > 0 && choice.do !== "stay")) setMoving(version);
      else onClose();
    },
  });
  if (moving !== undefined) {
    return (
      <Dialog
        title={inside("progress.title", { version: moving })}
        onClose={onClose}
        actions={<Button onClick={onClose}>{inside("done")}</Button>}
      >
        <InsideProgress flowId={flowId} version={moving} />
      </Dialog>
    );
  }
  const mayPass = errors === 0 && !publish.isError;
  // The sheet says so itself; a paused flow is resumed by it all the same.
  const isLive = impact.data?.isLive === true && !isPaused;
  // What the page found wrong, until the server has said so itself.
  const wrong: readonly Diagnostic[] = publish.error
    ? diagnosticsOf(publish.error)
    : all.filter(({ severity }) => severity === "error");
  return (
    <Dialog
      title={t("publish.title", { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("publish.later")}</Button>
          <Button
            tone={mayPass && !isLive ? "primary" : "plain"}
            busy={publish.isPending}
            disabled={impact.isLoading || impact.data?.moving !== undefined}
            onClick={() => publish.mutate(impact.data)}
          >
            {t(publish.isError ? "publish.again" : "publish.do")}
          </Button>
        </>
      }
    >
      {(errors === 0 || publish.isError) && !isLive && (
        <p>
          {t(publishedVersion === undefined ? "publish.first" : "publish.next", { version: publishedVersion ?? 0 })}
        </p>
      )}
      {!publish.isError && errors > 0 && <Notice tone="danger">{t("publish.errors", { count: errors })}</Notice>}
      {!publish.isError && errors === 0 && warnings > 0 && (
        <Notice tone="warn">{t("publish.warnings", { count: warnings })}</Notice>
      )}
      {publish.isError && (
        <Notice tone="danger" live>
          {publish.error instanceof NotSavedError
            ? t("publish.notSaved")
            : failureWords(publish.error, t("publish.failed"))}
        </Notice>
      )}
      {mayPass && isAgain && isPaused && <ResumeChoices value={resume} onChange={setResume} />}
      {impact.isLoading && <Skeleton label={inside("loading")} />}
      {mayPass && impact.data && <ImpactSheet impact={impact.data} choices={choices} onChoices={setChoices} />}
      {mayPass && impact.data?.isLive !== true && impact.data?.moving === undefined && (
        <PublishForecast flowId={flowId} choices={choices} save={save} />
      )}
      {wrong.length > 0 && (
        <div className="publish-problems">
          <ProblemList items={wrong} onChosen={onClose} />
        </div>
      )}
    </Dialog>
  );
}
