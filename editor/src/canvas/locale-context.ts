import { createContext, useContext } from "react";
import type { Locale } from "../i18n/locale.js";
import { type Names, NO_NAMES } from "../i18n/names.js";

/** In which language cards speak, and what ids are called. */
export interface Speech {
  readonly locale: Locale;
  readonly names: Names;
}

export const SpeechContext = createContext<Speech>({ locale: "zh", names: NO_NAMES });

export const useSpeech = (): Speech => useContext(SpeechContext);
