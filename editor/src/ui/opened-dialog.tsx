import "./dialog.css";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { IconButton } from "./button.js";
import { classNames } from "./class-names.js";
import type { DialogProps } from "./dialog.js";

/** What happens in a sheet above a window (signing in again) is not meant for the window, and must not close it. */
function ignoreIfSheetAbove(event: Event): void {
  if (document.querySelector("dialog.sheet[open]")) event.preventDefault();
}

/**
 * A window over the page, shown while it is mounted. The backdrop is our own: Radix's injects a style element, which the
 * pages' Content-Security-Policy forbids.
 */
export function OpenedDialog({
  title,
  description,
  onClose,
  size = "m",
  actions,
  holdsInput = false,
  children,
}: DialogProps) {
  const t = useTexts(UI_TEXTS);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <div className="dialog-scrim" data-modal="">
          <Radix.Content
            className={classNames("dialog", `dialog-${size}`)}
            onEscapeKeyDown={ignoreIfSheetAbove}
            onFocusOutside={ignoreIfSheetAbove}
            onPointerDownOutside={holdsInput ? (event) => event.preventDefault() : ignoreIfSheetAbove}
            {...(description === undefined && { "aria-describedby": undefined })}
          >
            <div className="dialog-head">
              <Radix.Title className="dialog-title">{title}</Radix.Title>
              <Radix.Close asChild>
                <IconButton label={t("close")}>
                  <X size={18} aria-hidden />
                </IconButton>
              </Radix.Close>
            </div>
            <div className="dialog-body">
              {description !== undefined && (
                <Radix.Description className="dialog-description">{description}</Radix.Description>
              )}
              {children}
            </div>
            {actions !== undefined && <div className="dialog-actions">{actions}</div>}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}
