import { Check, CloudOff, Loader, TriangleAlert } from "lucide-react";
import { useStore } from "zustand";
import { useSpeech } from "../canvas/locale-context.js";
import { useEditor } from "../editing/editor-session.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { translate } from "../i18n/translate.js";

const ICONS = {
  clean: Check,
  dirty: Loader,
  saving: Loader,
  offline: CloudOff,
  signedOut: CloudOff,
  conflict: TriangleAlert,
  refused: TriangleAlert,
} as const;
const TROUBLED: readonly string[] = ["offline", "signedOut", "conflict", "refused"];

/** Whether everything is saved, in one word; trouble in a sentence. */
export function SaveStatus() {
  const { autosave, view } = useEditor();
  const { locale } = useSpeech();
  const t = useTexts(EDITOR_TEXTS);
  const state = useStore(autosave.store);
  const Icon = ICONS[state.kind];
  const who = state.kind === "conflict" ? state.by : "";
  const words = translate(locale, `save.${state.kind}`, { who });
  const isTrouble = TROUBLED.includes(state.kind);
  const content = (
    <>
      <Icon size={14} aria-hidden />
      {isTrouble ? t(`save.${state.kind === "offline" || state.kind === "signedOut" ? "waiting" : "trouble"}`) : words}
    </>
  );
  if (state.kind === "conflict") {
    return (
      <button
        type="button"
        className="save-status"
        data-kind="conflict"
        title={words}
        onClick={() => view.setState({ conflictAside: false })}
      >
        {content}
      </button>
    );
  }
  return (
    <span className="save-status" data-kind={state.kind} role="status" title={isTrouble ? words : undefined}>
      {content}
    </span>
  );
}
