import "./dialog.css";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useRef } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { IconButton } from "./button.js";
import { classNames } from "./class-names.js";
import type { DialogProps } from "./dialog.js";

/** What happens in a sheet above a window (signing in again) is not meant for the window, and must not close it. */
function ignoreIfSheetAbove(event: Event): void {
  if (document.querySelector("dialog.sheet[open]")) event.preventDefault();
}

const FIELDS = "input, select, textarea";
/** Where a field that is typed into would bring up a keyboard, over what the window says. */
const TYPED = "textarea, input:not([type=radio], [type=checkbox])";

/** Begins with what the window asks for; with the window itself where it asks for nothing, rather than with its ×. */
function beginIn(content: HTMLElement | null, event: Event): void {
  if (content === null) return;
  event.preventDefault();
  const field = content.querySelector<HTMLElement>(`.dialog-body :is(${FIELDS}):not(:disabled, [type=file])`);
  const mayType = field !== null && !(field.matches(TYPED) && window.matchMedia?.("(pointer: coarse)").matches);
  const chosen = mayType && field.matches("[type=radio]") ? content.querySelector<HTMLElement>(":checked") : null;
  (chosen ?? (mayType ? field : content)).focus();
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
  const content = useRef<HTMLDivElement>(null);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <div className="dialog-scrim" data-modal="">
          <Radix.Content
            ref={content}
            className={classNames("dialog", `dialog-${size}`)}
            onOpenAutoFocus={(event) => beginIn(content.current, event)}
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
