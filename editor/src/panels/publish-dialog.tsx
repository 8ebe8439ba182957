import type { Diagnostic } from "@sopflow/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useStore } from "zustand";
import { useApi } from "../api/api-context.js";
import { publishFlow } from "../api/flow-calls.js";
import type { FlowStateAnswer } from "../api/wire-types.js";
import { useEditor } from "../editing/editor-session.js";
import { EDITOR_PANEL_TEXTS } from "../i18n/editor-panel-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { failureWords } from "../ui/failure-notice.js";
import { Notice } from "../ui/notice.js";
import { useToasts } from "../ui/toasts.js";
import { ProblemList } from "./problems-panel.js";
import { diagnosticsOf } from "./save-port.js";
import { whenSaved } from "./when-saved.js";

export interface PublishDialogProps {
  readonly flowId: string;
  readonly publishedVersion: number | undefined;
  readonly onPublished: (answer: FlowStateAnswer) => void;
  readonly onClose: () => void;
}

/** Not everything could be saved, so there is nothing to publish yet; the save status says why. */
class NotSavedError extends Error {}

/** Asks once more, publishes what is saved, and lists every reason why the server refused. */
export function PublishDialog({ flowId, publishedVersion, onPublished, onClose }: PublishDialogProps) {
  const { autosave, diagnostics, document } = useEditor();
  const api = useApi();
  const queries = useQueryClient();
  const t = useTexts(EDITOR_PANEL_TEXTS);
  const toasts = useToasts();
  const { all, errors, warnings } = useStore(diagnostics.store);
  const { name } = document.store.getState().flow;
  const publish = useMutation({
    mutationFn: async () => {
      const state = await whenSaved(autosave);
      if (state.kind !== "clean") throw new NotSavedError();
      return publishFlow(api, flowId, state.revision);
    },
    onSuccess: (answer) => {
      void queries.invalidateQueries({ queryKey: ["flows"] });
      toasts.say(t("publish.done", { version: answer.publishedVersion ?? 1 }));
      onPublished(answer);
      onClose();
    },
  });
  const mayPass = errors === 0 && !publish.isError;
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
          <Button tone={mayPass ? "primary" : "plain"} busy={publish.isPending} onClick={() => publish.mutate()}>
            {t(publish.isError ? "publish.again" : "publish.do")}
          </Button>
        </>
      }
    >
      {(errors === 0 || publish.isError) && (
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
      {wrong.length > 0 && (
        <div className="publish-problems">
          <ProblemList items={wrong} onChosen={onClose} />
        </div>
      )}
    </Dialog>
  );
}
