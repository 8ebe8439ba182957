import { useBlocker } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext, useEffect, useId, useRef } from "react";
import { useTexts } from "../../i18n/locale-context.js";
import { SETTINGS_TEXTS } from "../../i18n/settings-texts.js";
import { Button } from "../../ui/button.js";
import { Dialog } from "../../ui/dialog.js";

/** The forms of a page that hold what nobody has saved, by their ids. */
const UnsavedForms = createContext<Set<string> | undefined>(undefined);

/** Tells the page whether a form holds what is not saved yet. */
export function useUnsaved(isUnsaved: boolean): void {
  const forms = useContext(UnsavedForms);
  const id = useId();
  useEffect(() => {
    if (!isUnsaved || !forms) return undefined;
    forms.add(id);
    return () => void forms.delete(id);
  }, [isUnsaved, forms, id]);
}

/** Asks before a page is left on which something is not saved. */
export function UnsavedGuard({ children }: { readonly children: ReactNode }) {
  const t = useTexts(SETTINGS_TEXTS);
  const forms = useRef(new Set<string>()).current;
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: () => forms.size > 0,
    enableBeforeUnload: () => forms.size > 0,
    withResolver: true,
  });
  return (
    <UnsavedForms value={forms}>
      {children}
      {status === "blocked" && (
        <Dialog
          title={t("unsaved")}
          size="s"
          onClose={reset}
          actions={
            <>
              <Button tone="danger" onClick={proceed}>
                {t("leave.drop")}
              </Button>
              <Button tone="primary" onClick={reset}>
                {t("leave.stay")}
              </Button>
            </>
          }
        >
          <p>{t("leave.text")}</p>
        </Dialog>
      )}
    </UnsavedForms>
  );
}
