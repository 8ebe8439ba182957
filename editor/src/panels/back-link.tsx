import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useTexts } from "../i18n/locale-context.js";

/** From a flow to the list of flows. */
export function BackLink() {
  const t = useTexts(EDITOR_TEXTS);
  return (
    <Link to="/" className="toolbar-back" aria-label={t("toolbar.back")} title={t("toolbar.back")}>
      <ArrowLeft size={17} aria-hidden />
    </Link>
  );
}
