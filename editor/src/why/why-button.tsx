import "./why-button.css";
import { CircleQuestionMark } from "lucide-react";
import { useState } from "react";
import type { WhyAsk } from "../api/why-calls.js";
import { useTexts } from "../i18n/locale-context.js";
import { WHY_TEXTS } from "../i18n/why-texts.js";
import { IconButton } from "../ui/button.js";
import { WhyDialog } from "./late-why.js";

interface WhyButtonProps {
  readonly ask: WhyAsk;
  /** Who or what it is about. */
  readonly name: string;
  /** A word among words, instead of a sign in a row. */
  readonly isWord?: boolean;
}

/** Asks why, and shows the answer in a window. */
export function WhyButton({ ask, name, isWord = false }: WhyButtonProps) {
  const t = useTexts(WHY_TEXTS);
  const [isOpen, setOpen] = useState(false);
  const label = t("why.of", { name });
  const open = () => setOpen(true);
  return (
    <>
      {isWord ? (
        <button type="button" className="link-button why-word" aria-label={label} onClick={open}>
          {t("why")}
        </button>
      ) : (
        <IconButton label={label} size="s" onClick={open}>
          <CircleQuestionMark size={16} aria-hidden />
        </IconButton>
      )}
      {isOpen && <WhyDialog ask={ask} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}
