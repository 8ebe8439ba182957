import { useBlocker } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useEditor } from "../editing/editor-session.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { Button } from "../ui/button.js";
import { Dialog } from "../ui/dialog.js";
import { whenSaved } from "./when-saved.js";

/** Leaving saves what waits; only when that does not work is the question asked. Closing the tab asks at once. */
export function LeaveGuard() {
  const { autosave } = useEditor();
  const t = useTexts(EDITOR_TEXTS);
  const [isSaving, setSaving] = useState(false);
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: async () => {
      if (!autosave.hasUnsaved()) return false;
      const { kind } = autosave.store.getState();
      if (kind !== "dirty" && kind !== "saving") return true;
      return (await whenSaved(autosave)).kind !== "clean";
    },
    enableBeforeUnload: false,
    withResolver: true,
  });
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (!autosave.hasUnsaved()) return;
      autosave.saveNow();
      event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [autosave]);
  if (status !== "blocked") return null;
  const saveAndGo = async () => {
    setSaving(true);
    const { kind } = await whenSaved(autosave);
    setSaving(false);
    if (kind === "clean") proceed();
  };
  return (
    <Dialog
      title={t("leave.title")}
      size="s"
      onClose={reset}
      actions={
        <>
          <Button tone="danger" onClick={proceed}>
            {t("leave.drop")}
          </Button>
          <Button onClick={reset}>{t("leave.stay")}</Button>
          <Button tone="primary" busy={isSaving} onClick={() => void saveAndGo()}>
            {t("leave.save")}
          </Button>
        </>
      }
    >
      <p>{t("leave.text")}</p>
    </Dialog>
  );
}
