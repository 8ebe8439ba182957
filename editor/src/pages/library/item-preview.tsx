import { parseTemplate, renderTemplate } from "@sopflow/engine/core";
import { useMemo, useState } from "react";
import { LIBRARY_TEXTS } from "../../i18n/library-texts.js";
import { useTexts } from "../../i18n/locale-context.js";
import { samplePreview } from "../../inspector/scripts/preview-context.js";
import { useSession } from "../../session/session-context.js";
import type { ItemDraft } from "./item-draft.js";
import { MaterialView } from "./material-view.js";

/** What a made-up customer would get. */
export function ItemPreview({ draft }: { readonly draft: ItemDraft }) {
  const t = useTexts(LIBRARY_TEXTS);
  const zone = useSession().brand.timezone;
  const [sample] = useState(() => samplePreview(Date.now()));
  const { text, url } = draft;
  const words = useMemo(
    () =>
      renderTemplate(parseTemplate(text), sample.facts, { zone, at: sample.at, advisorName: sample.advisorName }).text,
    [text, sample, zone],
  );
  if (words.trim() === "" && url.trim() === "") return null;
  return (
    <section className="library-preview" aria-label={t("preview")}>
      <span className="cell-sub">{t("preview")}</span>
      {words.trim() !== "" && <p className="library-text">{words}</p>}
      <MaterialView item={{ ...draft, url: url.trim() }} />
    </section>
  );
}
