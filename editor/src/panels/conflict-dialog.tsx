import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useStore } from "zustand";
import { useApi } from "../api/api-context.js";
import { createFlow } from "../api/flow-calls.js";
import { randomText } from "../document/new-id.js";
import { useEditor, useView } from "../editing/editor-session.js";
import { clearSelection } from "../editing/editor-view.js";
import { EDITOR_PANEL_TEXTS } from "../i18n/editor-panel-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { FailureNotice } from "../ui/failure-notice.js";
import { useToasts } from "../ui/toasts.js";

const MAX_NAME = 80;
const MAX_ID = 64;

/** Somebody else saved this flow first: their version is shown, and one's own work is kept as a copy if wanted. */
export function ConflictDialog({ onOpenCopy }: { onOpenCopy: (flowId: string) => void }) {
  const session = useEditor();
  const { autosave, document, view } = session;
  const api = useApi();
  const queries = useQueryClient();
  const t = useTexts(EDITOR_PANEL_TEXTS);
  const toasts = useToasts();
  const state = useStore(autosave.store);
  const takeTheirs = () => {
    clearSelection(view);
    autosave.takeTheirs();
  };
  const copy = useMutation({
    mutationFn: () => {
      const { flow } = document.store.getState();
      const name = t("conflict.copyName", { name: flow.name }).slice(0, MAX_NAME);
      const suffix = `-${randomText(4)}`;
      return createFlow(api, { flow: { ...flow, id: flow.id.slice(0, MAX_ID - suffix.length) + suffix, name } });
    },
    onSuccess: ({ flowId, flow }) => {
      takeTheirs();
      void queries.invalidateQueries({ queryKey: ["flows"] });
      toasts.say(t("conflict.copied", { name: flow.name }));
      onOpenCopy(flowId);
    },
  });
  const isAside = useView((one) => one.conflictAside);
  if (state.kind !== "conflict" || isAside) return null;
  return (
    <Dialog
      title={t("conflict.title", { who: state.by })}
      // Nothing is saved before the choice, but looking at one's own work first is fine.
      onClose={() => view.setState({ conflictAside: true })}
      actions={
        <>
          <Button tone="danger" onClick={takeTheirs}>
            {t("conflict.theirs")}
          </Button>
          <Button tone="primary" busy={copy.isPending} onClick={() => copy.mutate()}>
            {t("conflict.copy")}
          </Button>
        </>
      }
    >
      <p>{t("conflict.text")}</p>
      {copy.isError && <FailureNotice error={copy.error} />}
    </Dialog>
  );
}
