import "./advisor-sheets.css";
import { ADVISOR_SHEET_TEXTS } from "../i18n/advisor-sheet-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { UI_TEXTS } from "../i18n/ui-texts.js";
import { Sheet } from "../ui/sheet.js";

interface ImageSheetProps {
  readonly image: { readonly title: string; readonly url: string };
  readonly onClose: () => void;
}

/** A material to look at before it goes out; a long press keeps it on the phone. */
export function ImageSheet({ image: { title, url }, onClose }: ImageSheetProps) {
  const t = useTexts(ADVISOR_SHEET_TEXTS);
  const ui = useTexts(UI_TEXTS);
  return (
    <Sheet title={title || t("preview.title")} closeLabel={ui("close")} onClose={onClose}>
      <img className="image-large" src={url} alt={title || t("preview.title")} />
    </Sheet>
  );
}
