import { useState } from "react";
import { ADVISOR_TEXTS } from "../i18n/advisor-texts.js";
import { useTexts } from "../i18n/locale-context.js";
import { classNames } from "../ui/class-names.js";
import { useDesk } from "./desk-context.js";

interface ScriptBoxProps {
  /** What the script is for: its name when it is kept. */
  readonly title: string;
  readonly original: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** Longer than this, a script starts folded. */
const LONG = 110;

/** The words to send: read at a glance, changed or exchanged when they do not fit. */
export function ScriptBox({ title, original, text, onChange }: ScriptBoxProps) {
  const t = useTexts(ADVISOR_TEXTS);
  const { canAct, pickScript, saveScript } = useDesk();
  const [isEditing, setEditing] = useState(false);
  const [isOpen, setOpen] = useState(text.length <= LONG);
  const isEdited = text !== original;
  return (
    <div className="script">
      {isEditing ? (
        <textarea
          className="script-area"
          aria-label={t("script.label")}
          value={text}
          rows={Math.min(10, Math.ceil(text.length / 18) + 1)}
          onChange={(event) => onChange(event.target.value)}
          // biome-ignore lint/a11y/noAutofocus: it appears because its own button was pressed
          autoFocus
        />
      ) : (
        <p className={classNames("script-text", !isOpen && "script-folded")}>{text}</p>
      )}
      <div className="script-tools">
        {!isEditing && text.length > LONG && (
          <button type="button" className="text-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t(isOpen ? "script.less" : "script.more")}
          </button>
        )}
        <button type="button" className="text-button" onClick={() => setEditing(!isEditing)}>
          {t(isEditing ? "script.done" : "script.edit")}
        </button>
        {canAct && !isEditing && (
          <button type="button" className="text-button" onClick={() => pickScript(onChange)}>
            {t("script.swap")}
          </button>
        )}
        {isEdited && (
          <>
            <button type="button" className="text-button" onClick={() => onChange(original)}>
              {t("script.reset")}
            </button>
            {canAct && (
              <button type="button" className="text-button" onClick={() => void saveScript(title, text)}>
                {t("script.save")}
              </button>
            )}
            <span className="script-edited">{t("script.edited")}</span>
          </>
        )}
      </div>
    </div>
  );
}
