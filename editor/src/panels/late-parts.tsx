import type { ComponentProps } from "react";
import { loadCheck } from "../document/diagnostics/late-check.js";
import { loadPasting } from "../editing/use-clipboard.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Dialog } from "../ui/dialog.js";
import { late } from "../ui/late.js";
import { loadMenus } from "../ui/menu.js";
import { Skeleton } from "../ui/notice.js";
import type { MoreIconProps } from "./more-icon.js";
import type { RulesPanel as Rules } from "./rules-panel.js";
import type { StepListDialogProps } from "./step-list-dialog.js";
import type { VersionsPanel as Versions } from "./versions-panel.js";

// What nobody needs in order to see a flow. It is fetched as soon as the flow is on its way to the screen.

export const ExperimentArms = late(async () => (await import("./experiment-arms.js")).ExperimentArms);
export const StoppedSteps = late(async () => (await import("./stopped-steps.js")).StoppedSteps);
export const RulesPanel = late<ComponentProps<typeof Rules>>(
  async () => (await import("./rules-panel.js")).RulesPanel,
  Waiting,
);
export const VersionsPanel = late<ComponentProps<typeof Versions>>(
  async () => (await import("./versions-panel.js")).VersionsPanel,
  Waiting,
);
export const ProblemsPanel = late(async () => (await import("./problems-panel.js")).ProblemsPanel, Waiting);
export const EditOutline = late(async () => (await import("./edit-outline.js")).EditOutline, Waiting);
export const ConflictDialog = late(async () => (await import("./conflict-dialog.js")).ConflictDialog);
export const PublishDialog = late(async () => (await import("./publish-dialog.js")).PublishDialog);
export const MoreIcon = late<MoreIconProps>(async () => (await import("./more-icon.js")).MoreIcon);
export const ShortcutsDialog = late(async () => (await import("./shortcuts-dialog.js")).ShortcutsDialog);
export const StepListDialog = late<StepListDialogProps>(
  async () => (await import("./step-list-dialog.js")).StepListDialog,
);
export const StepPicker = late(async () => (await import("../canvas/step-picker.js")).StepPicker);

function Waiting() {
  const t = useTexts(UI_TEXTS);
  return <Skeleton lines={6} label={t("loading")} />;
}

/** Renaming checks the name as a file's is checked. */
export const loadRenaming = () => import("../document/commands/rename-flow.js");

/**
 * Fetches everything that an open editor may need next, so that a press finds it there, and so that a connection which
 * is lost later costs nothing. Calls back when the check is there, which is fetched again and again until it is, or until
 * the returned function is called; what else could not be had is asked for again when needed.
 */
export function loadRest(onCheck: () => void): () => void {
  const panels = [ProblemsPanel, EditOutline, RulesPanel, VersionsPanel];
  const windows = [StepPicker, Dialog, PublishDialog, ConflictDialog, ShortcutsDialog, StepListDialog, MoreIcon];
  const loadOthers = () =>
    void Promise.allSettled([
      loadMenus(),
      loadPasting(),
      loadRenaming(),
      ...[...panels, ...windows].map((part) => part.load()),
    ]);
  return loadCheck({ onLoaded: onCheck, onTried: loadOthers });
}
