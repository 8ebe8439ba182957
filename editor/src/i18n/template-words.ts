import { factWords } from "./fact-words.js";
import type { Locale } from "./locale.js";
import type { Names } from "./names.js";
import { propWords } from "./prop-words.js";

const VARIABLE = /\{\{\s*([\w.-]+)[^{}]*\}\}/g;
const ENTRY = "entry.";

/** A text of advisors with its variables in words, for where it is only mentioned: `欢迎〔姓名〕`. */
export const templateWords = (text: string, locale: Locale, names: Names): string =>
  text.replace(VARIABLE, (_, variable: string) => {
    const dot = variable.indexOf(".");
    const [fact, path] = [variable.slice(0, dot), variable.slice(dot + 1)];
    const isEntry = fact === "enrollment" && path.startsWith(ENTRY);
    const words = isEntry ? propWords(path.slice(ENTRY.length), locale) : factWords(fact, path, locale, names);
    return locale === "zh" ? `〔${words}〕` : `[${words}]`;
  });
