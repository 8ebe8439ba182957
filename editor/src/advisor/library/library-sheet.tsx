import { DESK_TEXTS } from "../../i18n/desk-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { UI_TEXTS } from "../../i18n/ui-texts.js";
import { Sheet } from "../../ui/sheet.js";
import { LibraryList } from "./library-list.js";

interface LibrarySheetProps {
  readonly onPick: (text: string) => void;
  readonly onClose: () => void;
}

/** Another script for a task, out of the library. */
export function LibrarySheet({ onPick, onClose }: LibrarySheetProps) {
  const t = useTexts(DESK_TEXTS);
  const ui = useTexts(UI_TEXTS);
  return (
    <Sheet title={t("library.pick")} closeLabel={ui("close")} onClose={onClose}>
      <LibraryList onPick={onPick} />
    </Sheet>
  );
}
