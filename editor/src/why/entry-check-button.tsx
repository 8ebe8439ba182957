import { CircleQuestionMark } from "lucide-react";
import { useState } from "react";
import { useTexts } from "../i18n/locale-context.js";
import { WHY_TEXTS } from "../i18n/why-texts.js";
import { Button } from "../ui/button.js";
import type { EntryCheckDialogProps } from "./entry-check-dialog.js";
import { EntryCheckDialog } from "./late-why.js";

/** Opens the question why somebody has not entered a flow. */
export function EntryCheckButton(about: Omit<EntryCheckDialogProps, "onClose">) {
  const t = useTexts(WHY_TEXTS);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="s" icon={<CircleQuestionMark size={15} aria-hidden />} onClick={() => setOpen(true)}>
        {t("entry.ask")}
      </Button>
      {isOpen && <EntryCheckDialog {...about} onClose={() => setOpen(false)} />}
    </>
  );
}
