import "./preview-panel.css";
import { TriangleAlert } from "lucide-react";
import { useEditor } from "../editing/editor-session.js";
import { useLocale, useTexts } from "../i18n/locale-context.js";
import { PREVIEW_TEXTS } from "../i18n/preview-texts.js";
import { Button } from "../ui/button.js";
import { AddEvent } from "./add-event.js";
import { usePreviewState } from "./preview-store.js";
import { StartSection } from "./start-section.js";
import { Timeline } from "./timeline.js";
import { WhoSection } from "./who-section.js";

/** Whom the flow is tried with, and what happens to them. */
export default function PreviewPanel() {
  const t = useTexts(PREVIEW_TEXTS);
  const adding = usePreviewState((state) => state.adding);
  return (
    <div className="preview-panel">
      <p className="preview-note">{t("intro")}</p>
      <WhoSection />
      <StartSection />
      <Problems />
      {adding && <AddEvent />}
      <Timeline />
    </div>
  );
}

const MAX_SHOWN = 5;

/** What keeps the flow, or a part of it, from being played. */
function Problems() {
  const t = useTexts(PREVIEW_TEXTS);
  const locale = useLocale();
  const { view } = useEditor();
  const result = usePreviewState((state) => state.result);
  const isReal = usePreviewState((state) => state.who.kind === "real");
  const errors = result?.compiled.errors ?? [];
  if (!result || errors.length === 0) return null;
  const isBlocked = result.preview === undefined && !isReal;
  return (
    <div className="preview-problems" role={isBlocked ? "alert" : "status"} data-blocked={isBlocked}>
      <TriangleAlert size={15} aria-hidden />
      <div>
        <p>{isBlocked ? t("problems.block") : t("problems.some", { count: errors.length })}</p>
        {isBlocked && (
          <ul>
            {errors.slice(0, MAX_SHOWN).map((error) => (
              <li key={`${error.code}${error.path}`}>{error.message[locale]}</li>
            ))}
          </ul>
        )}
        <Button size="s" onClick={() => view.setState({ tab: "problems" })}>
          {t("problems.open")}
        </Button>
      </div>
    </div>
  );
}
