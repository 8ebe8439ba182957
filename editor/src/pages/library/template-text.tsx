import { useLocale } from "../../i18n/locale-context.js";
import { NO_NAMES } from "../../i18n/names.js";
import { variableWords } from "../../inspector/scripts/template-variables.js";

/** `{{customer.name | default:"您"}}`; the variable is the first group. */
const PLACE = /\{\{\s*([\w.*-]+)[^{}]*\}\}/g;

/** A text with its variables named in words, so that it reads as a sentence. */
export function TemplateText({ text }: { readonly text: string }) {
  const locale = useLocale();
  const parts: { readonly at: number; readonly words: string; readonly isVariable: boolean }[] = [];
  let end = 0;
  for (const match of text.matchAll(PLACE)) {
    parts.push({ at: end, words: text.slice(end, match.index), isVariable: false });
    parts.push({ at: match.index, words: variableWords(match[1] ?? "", locale, NO_NAMES), isVariable: true });
    end = match.index + match[0].length;
  }
  parts.push({ at: end, words: text.slice(end), isVariable: false });
  return parts
    .filter(({ words }) => words !== "")
    .map(({ at, words, isVariable }) =>
      isVariable ? (
        <span key={at} className="library-variable">
          {words}
        </span>
      ) : (
        words
      ),
    );
}
