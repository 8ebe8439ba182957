import { List, Workflow } from "lucide-react";
import { useState } from "react";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useTexts } from "../i18n/locale-context.js";

export type CanvasMode = "canvas" | "list";

/** Narrower than this a flow is read as a list first; the same width as in the style sheet. */
const PHONE = "(max-width: 760px)";

/** How the flow is shown: on a phone as a list first, which needs no second dimension. */
export const useCanvasMode = () => useState<CanvasMode>(() => (window.matchMedia?.(PHONE).matches ? "list" : "canvas"));

interface CanvasModeSwitchProps {
  readonly mode: CanvasMode;
  readonly onMode: (mode: CanvasMode) => void;
}

export function CanvasModeSwitch({ mode, onMode }: CanvasModeSwitchProps) {
  const t = useTexts(EDITOR_TEXTS);
  return (
    <fieldset className="canvas-mode" aria-label={t("mode.label")}>
      <button type="button" aria-pressed={mode === "canvas"} title={t("mode.canvas")} onClick={() => onMode("canvas")}>
        <Workflow size={15} aria-hidden />
        {t("mode.canvas")}
      </button>
      <button type="button" aria-pressed={mode === "list"} title={t("mode.list")} onClick={() => onMode("list")}>
        <List size={15} aria-hidden />
        {t("mode.list")}
      </button>
    </fieldset>
  );
}
