import type { WireFlowState } from "../api/wire-types.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useTexts } from "../i18n/locale-context.js";

/** What it means for customers that the flow does not run. */
export function StateNote({ state }: { state: WireFlowState }) {
  const t = useTexts(EDITOR_TEXTS);
  if (state !== "paused" && state !== "archived") return null;
  return <p className="state-note">{t(`note.${state}`)}</p>;
}
