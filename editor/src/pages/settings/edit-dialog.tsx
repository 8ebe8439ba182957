import "./settings.css";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";
import { FailureNotice } from "../../ui/failure-notice.js";
import { useUnsaved } from "./unsaved.js";

interface EditDialogProps {
  readonly title: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}

/** A small form over the page: one thing, saved as a whole. */
export function EditDialog({ title, busy, error, onSubmit, onClose, extra, children }: EditDialogProps) {
  const ui = useTexts(UI_TEXTS);
  const formId = useId();
  const [isTouched, setTouched] = useState(false);
  useUnsaved(isTouched);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      holdsInput
      actions={
        <>
          {extra}
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button type="submit" form={formId} tone="primary" busy={busy}>
            {ui("save")}
          </Button>
        </>
      }
    >
      <form id={formId} className="form-stack" onSubmit={submit} onChange={() => setTouched(true)} noValidate>
        {children}
        {error !== null && error !== undefined && <FailureNotice error={error} />}
      </form>
    </Dialog>
  );
}
