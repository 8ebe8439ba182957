import { LIBRARY_TEXTS } from "../../i18n/library-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import type { ItemDraft } from "./item-draft.js";
import { MaterialView } from "./material-view.js";

/** What a customer would get. */
export function ItemPreview({ draft }: { readonly draft: ItemDraft }) {
  const t = useTexts(LIBRARY_TEXTS);
  const { text, url, kind } = draft;
  const hasMaterial = kind !== "text" && url.trim() !== "";
  if (text.trim() === "" && !hasMaterial) return null;
  return (
    <section className="library-preview" aria-label={t("preview")}>
      <span className="cell-sub">{t("preview")}</span>
      {text.trim() !== "" && <p className="library-text">{text.trim()}</p>}
      {hasMaterial && <MaterialView item={{ ...draft, url: url.trim() }} />}
    </section>
  );
}
