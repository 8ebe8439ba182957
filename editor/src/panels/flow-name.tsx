import { useRef, useState } from "react";
import { perform, useDocument, useEditor } from "../editing/editor-session.js";
import { EDITOR_TEXTS } from "../i18n/editor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { loadRenaming } from "./late-parts.js";

/** The flow's name, changed in its place: Enter or leaving takes it, Escape does not. */
export function FlowName() {
  const session = useEditor();
  const t = useTexts(EDITOR_TEXTS);
  const name = useDocument((state) => state.flow.name);
  const [text, setText] = useState<string>();
  const isGivenUp = useRef(false);
  const take = () => {
    const typed = text?.trim() ?? "";
    const isNew = !isGivenUp.current && typed !== "" && typed !== name;
    isGivenUp.current = false;
    if (!isNew) return setText(undefined);
    // What was typed stays in the field if the code to take it cannot be had.
    void loadRenaming().then(({ renameFlow }) => {
      perform(session, renameFlow, { name: typed });
      setText((now) => (now?.trim() === typed ? undefined : now));
    }, ignore);
  };
  return (
    <h1 className="flow-name">
      <input
        type="text"
        aria-label={t("flow.name")}
        title={t("flow.rename")}
        maxLength={80}
        autoComplete="off"
        value={text ?? name}
        size={Math.max(8, Math.min(30, widthOf(text ?? name)))}
        onChange={(event) => setText(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          isGivenUp.current = event.key === "Escape";
          if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
        }}
      />
    </h1>
  );
}

const ignore = () => undefined;

/** In Latin letters; a Chinese one is as wide as two. */
const widthOf = (text: string): number => [...text].reduce((sum, char) => sum + (char > "\u2e7f" ? 2 : 1), 0);
