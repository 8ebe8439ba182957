import type { FlowSummary } from "@sopflow/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Archive, CirclePause, CirclePlay, Copy, Download, Ellipsis, PencilLine } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../api/api-context.js";
import { duplicateFlow, loadFlow, pauseFlow } from "../../api/flow-calls.js";
import { FLOWS_TEXTS } from "../../i18n/flows-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { ArchiveDialog, ResumeDialog } from "../../inside/late-dialogs.js";
import { IconButton } from "../../ui/button.js";
import { ConfirmDialog } from "../../ui/dialog.js";
import { failureWords } from "../../ui/failure-notice.js";
import { Menu, type MenuItem } from "../../ui/menu.js";
import { useToasts } from "../../ui/toasts.js";
import { RenameDialog } from "./rename-dialog.js";
import { saveFlowFile } from "./save-flow-file.js";

type Asked = "rename" | "pause" | "resume" | "archive";

/** What can be done with a flow without opening it. */
export function FlowRowMenu({ flow, canDesign }: { flow: FlowSummary; canDesign: boolean }) {
  const t = useTexts(FLOWS_TEXTS);
  const api = useApi();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [asked, setAsked] = useState<Asked>();
  const { flowId, name, people } = flow;
  const change = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onError: (error) => toasts.fail(failureWords(error, t("export.failed"))),
    onSettled: () => {
      setAsked(undefined);
      void queries.invalidateQueries({ queryKey: ["flows"] });
    },
  });
  const item = (key: string, label: string, icon: MenuItem["icon"], onSelect: () => void, danger = false) => ({
    key,
    label,
    icon,
    danger,
    onSelect,
  });

  const edit = [
    item("rename", t("menu.rename"), <PencilLine size={16} />, () => setAsked("rename")),
    item("duplicate", t("menu.duplicate"), <Copy size={16} />, () =>
      change.mutate(async () => {
        const copy = await duplicateFlow(api, flowId);
        toasts.say(t("duplicate.done", { name: copy.flow.name }));
      }),
    ),
  ];
  const save = item("export", t("menu.export"), <Download size={16} />, () =>
    change.mutate(async () => saveFlowFile((await loadFlow(api, flowId)).flow)),
  );
  const run = [
    ...(flow.state === "live"
      ? [item("pause", t("menu.pause"), <CirclePause size={16} />, () => setAsked("pause"))]
      : []),
    ...(flow.state === "paused"
      ? [item("resume", t("menu.resume"), <CirclePlay size={16} />, () => setAsked("resume"))]
      : []),
    ...(flow.state !== "archived"
      ? [item("archive", t("menu.archive"), <Archive size={16} />, () => setAsked("archive"), true)]
      : []),
  ];
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t("menu.label", { name })}>
            <Ellipsis size={18} aria-hidden />
          </IconButton>
        }
        groups={canDesign ? [[...edit, save], run] : [[save]]}
      />
      {asked === "rename" && <RenameDialog flow={flow} onClose={() => setAsked(undefined)} />}
      {asked === "pause" && (
        <ConfirmDialog
          title={t("pause.title", { name })}
          confirm={t("menu.pause")}
          busy={change.isPending}
          onConfirm={() => change.mutate(() => pauseFlow(api, flowId))}
          onClose={() => setAsked(undefined)}
        >
          {t("pause.text", { count: people })}
        </ConfirmDialog>
      )}
      {asked === "resume" && (
        <ResumeDialog flowId={flowId} name={name} onResumed={() => undefined} onClose={() => setAsked(undefined)} />
      )}
      {asked === "archive" && (
        <ArchiveDialog flowId={flowId} name={name} people={people} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}
