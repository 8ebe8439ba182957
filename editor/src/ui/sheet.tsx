import "./sheet.css";
import { type ReactNode, useEffect, useId, useRef } from "react";

interface SheetProps {
  readonly title: ReactNode;
  /** Undefined: it cannot be put away, only settled. */
  readonly onClose?: (() => void) | undefined;
  readonly closeLabel: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A window from the lower edge: the platform's own dialog, which keeps focus inside and costs the phone nothing. */
export function Sheet({ title, onClose, closeLabel, actions, children }: SheetProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside the sheet is an extra, Escape does the same
    <dialog
      ref={ref}
      className="sheet"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose?.();
      }}
    >
      <div className="sheet-inner">
        <div className="sheet-head">
          <h2 id={titleId}>{title}</h2>
          {onClose && (
            <button type="button" className="sheet-close" aria-label={closeLabel} onClick={onClose}>
              ×
            </button>
          )}
        </div>
        <div className="sheet-body">{children}</div>
        {actions !== undefined && <div className="sheet-actions">{actions}</div>}
      </div>
    </dialog>
  );
}
