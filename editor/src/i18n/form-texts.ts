import { FORM_FIELD_TEXTS } from "./form-field-texts.js";
import { FORM_NODE_TEXTS } from "./form-node-texts.js";
import type { Texts } from "./texts.js";

type Keys<T> = T extends Texts<infer K> ? K : never;

/** Everything that the forms of steps and flows say. */
export const FORM_TEXTS: Texts<Keys<typeof FORM_FIELD_TEXTS> | Keys<typeof FORM_NODE_TEXTS>> = {
  zh: { ...FORM_FIELD_TEXTS.zh, ...FORM_NODE_TEXTS.zh },
  en: { ...FORM_FIELD_TEXTS.en, ...FORM_NODE_TEXTS.en },
};
