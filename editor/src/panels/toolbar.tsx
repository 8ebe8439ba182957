import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, Ellipsis, Pause, Play, Redo2, Rocket, Undo2 } from "lucide-react";
import { memo, useState } from "react";
import { useApi } from "../api/api-context.js";
import { pauseFlow, validateFlowFile } from "../api/flow-calls.js";
import type { FlowStateAnswer, WireFlowState } from "../api/wire-types.js";
import { BacktestDialog } from "../backtest/late-backtest.js";
import { useDocument, useEditor } from "../editing/editor-session.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { translate } from "../i18n/translate.js";
import { ResumeDialog } from "../inside/late-dialogs.js";
import { FlowStateBadge } from "../pages/flows/flow-state-badge.js";
import { ShadowDialog } from "../shadow/late-shadow.js";
import { Button, IconButton } from "../ui/button.js";
import { failureWords } from "../ui/failure-notice.js";
import { Menu } from "../ui/menu.js";
import { useToasts } from "../ui/toasts.js";
import { BackLink } from "./back-link.js";
import { FlowName } from "./flow-name.js";
import { MoreIcon, PublishDialog, ShortcutsDialog } from "./late-parts.js";
import { SaveStatus } from "./save-status.js";

interface ToolbarProps {
  readonly flowId: string;
  readonly state: WireFlowState;
  readonly publishedVersion: number | undefined;
  readonly onState: (answer: FlowStateAnswer) => void;
}

/** Name, save state, undo, check, publish, pause. */
export const Toolbar = memo(function Toolbar({ flowId, state, publishedVersion, onState }: ToolbarProps) {
  const t = useTexts(EDITOR_TEXTS);
  const [dialog, setDialog] = useState<"publish" | "shortcuts" | "backtest" | "shadow">();
  return (
    <div className="toolbar" role="toolbar" aria-label={t("toolbar")}>
      <BackLink />
      <FlowName />
      <FlowStateBadge state={state} />
      {publishedVersion !== undefined && (
        <span className="toolbar-version">{t("versions.nth", { version: publishedVersion })}</span>
      )}
      <SaveStatus />
      <div className="toolbar-tools">
        <UndoButtons />
        <span className="toolbar-line" />
        <CheckButton />
        <StateButton flowId={flowId} state={state} onState={onState} />
        <Button
          tone="primary"
          data-tour="publish"
          icon={<Rocket size={15} aria-hidden />}
          onClick={() => setDialog("publish")}
        >
          {t("publish")}
        </Button>
        <MoreMenu onOpen={setDialog} />
      </div>
      {dialog === "publish" && (
        <PublishDialog
          flowId={flowId}
          publishedVersion={publishedVersion}
          isPaused={state === "paused"}
          onPublished={onState}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === "backtest" && <BacktestDialog flowId={flowId} onClose={() => setDialog(undefined)} />}
      {dialog === "shadow" && (
        <ShadowDialog flowId={flowId} isLive={state === "live"} onClose={() => setDialog(undefined)} />
      )}
      {dialog === "shortcuts" && <ShortcutsDialog onClose={() => setDialog(undefined)} />}
    </div>
  );
});

function UndoButtons() {
  const { document } = useEditor();
  const locale = useLocale();
  const undoable = useDocument((state) => state.undoable);
  const redoable = useDocument((state) => state.redoable);
  const words = (key: "edit.undo" | "edit.redo", name: typeof undoable) =>
    translate(locale, key, { edit: name === undefined ? "" : translate(locale, `edit.${name}`) });
  return (
    <>
      <IconButton
        label={words("edit.undo", undoable)}
        disabled={undoable === undefined}
        onClick={() => document.undo()}
      >
        <Undo2 size={17} aria-hidden />
      </IconButton>
      <IconButton
        label={words("edit.redo", redoable)}
        disabled={redoable === undefined}
        onClick={() => document.redo()}
      >
        <Redo2 size={17} aria-hidden />
      </IconButton>
    </>
  );
}

/** Checks here and on the server, and shows what was found. */
function CheckButton() {
  const { document, diagnostics, view } = useEditor();
  const api = useApi();
  const t = useTexts(EDITOR_TEXTS);
  const toasts = useToasts();
  const check = useMutation({
    mutationFn: () => {
      diagnostics.flush();
      return validateFlowFile(api, document.store.getState().flow);
    },
    onSuccess: ({ diagnostics: found }) => {
      view.setState({ tab: "problems" });
      const errors = found.filter((one) => one.severity === "error").length;
      if (errors === 0) toasts.say(t("check.ok"));
      else toasts.fail(t("check.errors", { count: errors }));
    },
    onError: (error) => toasts.fail(failureWords(error, t("check.failed"))),
  });
  return (
    <Button
      data-tour="check"
      icon={<CircleCheck size={15} aria-hidden />}
      busy={check.isPending}
      onClick={() => check.mutate()}
    >
      {t("check")}
    </Button>
  );
}

function StateButton({ flowId, state, onState }: Pick<ToolbarProps, "flowId" | "state" | "onState">) {
  const api = useApi();
  const queries = useQueryClient();
  const t = useTexts(EDITOR_TEXTS);
  const toasts = useToasts();
  const { document } = useEditor();
  const [isAsking, setAsking] = useState(false);
  const isLive = state === "live";
  const change = useMutation({
    mutationFn: () => pauseFlow(api, flowId),
    onSuccess: (answer) => {
      void queries.invalidateQueries({ queryKey: ["flows"] });
      onState(answer);
      toasts.say(t("pause.done"));
    },
    onError: (error) => toasts.fail(failureWords(error, t("check.failed"))),
  });
  if (state !== "live" && state !== "paused") return null;
  return (
    <>
      <Button
        icon={isLive ? <Pause size={15} aria-hidden /> : <Play size={15} aria-hidden />}
        busy={change.isPending}
        title={t(isLive ? "pause.hint" : "resume.hint")}
        onClick={() => (isLive ? change.mutate() : setAsking(true))}
      >
        {t(isLive ? "pause" : "resume")}
      </Button>
      {isAsking && (
        <ResumeDialog
          flowId={flowId}
          name={document.store.getState().flow.name}
          onResumed={(answer) => {
            onState(answer);
            toasts.say(t("resume.done"));
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function MoreMenu({ onOpen }: { readonly onOpen: (dialog: "shortcuts" | "backtest" | "shadow") => void }) {
  const { document: flowDocument } = useEditor();
  const t = useTexts(EDITOR_TEXTS);
  const toasts = useToasts();
  const exportFile = async () => {
    const { flow } = flowDocument.store.getState();
    const { exportFlow } = await import("../document/import-flow.js");
    const link = document.createElement("a");
    const address = URL.createObjectURL(new Blob([exportFlow(flow)], { type: "application/json" }));
    link.href = address;
    link.download = `${flow.id}.json`;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <Menu
      trigger={
        <IconButton label={t("toolbar.more")}>
          <Ellipsis size={17} aria-hidden />
        </IconButton>
      }
      groups={[
        [
          {
            key: "export",
            label: t("toolbar.export"),
            icon: <MoreIcon of="export" />,
            onSelect: () =>
              void exportFile().catch((error: unknown) => toasts.fail(failureWords(error, t("check.failed")))),
          },
          {
            key: "backtest",
            label: t("toolbar.backtest"),
            icon: <MoreIcon of="backtest" />,
            onSelect: () => onOpen("backtest"),
          },
          {
            key: "shadow",
            label: t("toolbar.shadow"),
            icon: <MoreIcon of="shadow" />,
            onSelect: () => onOpen("shadow"),
          },
          {
            key: "keys",
            label: t("toolbar.keys"),
            icon: <MoreIcon of="keys" />,
            onSelect: () => onOpen("shortcuts"),
          },
        ],
      ]}
    />
  );
}
