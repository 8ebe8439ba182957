import type { ReactNode } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Button } from "./button.js";
import { late } from "./late.js";

export interface DialogProps {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly onClose: () => void;
  readonly size?: "s" | "m" | "l";
  readonly actions?: ReactNode;
  /** Something is typed into it: a press beside it does not throw that away. */
  readonly holdsInput?: boolean;
  readonly children?: ReactNode;
}

/** A window over the page, shown while it is mounted. Its code comes with the first one. */
export const Dialog = late<DialogProps>(async () => (await import("./opened-dialog.js")).OpenedDialog);

interface ConfirmProps {
  readonly title: ReactNode;
  /** What will happen, and to whom. */
  readonly children: ReactNode;
  readonly confirm: string;
  readonly tone?: "primary" | "danger";
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that others will notice. */
export function ConfirmDialog({ title, children, confirm, tone = "primary", busy, onConfirm, onClose }: ConfirmProps) {
  const t = useTexts(UI_TEXTS);
  return (
    <Dialog
      title={title}
      size="s"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button tone={tone} busy={busy ?? false} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
